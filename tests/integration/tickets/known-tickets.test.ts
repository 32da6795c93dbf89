import { afterAll, beforeAll, expect, it } from "vitest";

import { syncNow } from "@/lib/connections/sync-now";
import { registerProvider } from "@/lib/providers/registry";
import { knownTickets } from "@/lib/tickets/similar/known-tickets";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeViewers, type Viewers } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let unregister = () => {};
let viewers: Viewers;
let connectionId: string;

const box = { kind: "box", externalId: "b-1", name: "Web box", details: {} };
const said = (
  externalId: string,
  sender: "customer" | "staff",
  body: string,
  encrypted = false,
) => ({
  externalId,
  sender,
  senderId: null,
  senderName: null,
  body,
  encrypted,
  sentAt: new Date("2026-03-01T11:00:00Z"),
});

beforeAll(async () => {
  unregister = registerProvider({
    ...memoryProvider(account),
    serviceChoice: ({ externalId }) => ({ field: "box", value: externalId }),
  });
  viewers = await makeViewers();
  account.put("m-1", { subject: "Backup of the shop failed", services: [box] });
  account.put("m-2", { subject: "Certificate of the mail server has expired" });
  account.put("m-3", {
    subject: "Mail server certificates",
    status: "closed",
    messages: [
      said("a", "customer", "Ours expired."),
      said("b", "staff", "We renewed the certificate."),
      said("c", "customer", "Thank you!"),
    ],
  });
  account.put("m-4", {
    subject: "The certificate on the server",
    status: "closed",
    messages: [said("a", "staff", "Secret", true)],
  });
  account.put("m-5", { subject: "An invoice" });
  connectionId = await makeConnection(viewers.owner, "memory", account.key);
  await syncNow(viewers.owner, { connectionId });
});

afterAll(() => unregister());

const known = (subject: string, values = {}, viewer = viewers.member) =>
  knownTickets(viewer, { connectionId, subject, values });
const subjects = (tickets: Array<{ subject: string }>) => tickets.map(({ subject }) => subject);

it("finds open tickets by words and by the service, and the answer that closed the last ones", async () => {
  const byWords = await known("Our server certificate ran out");
  expect(subjects(byWords.open)).toEqual(["Certificate of the mail server has expired"]);
  expect(byWords.solved).toEqual([
    expect.objectContaining({
      subject: "Mail server certificates",
      answer: "We renewed the certificate.",
    }),
  ]);
  const byBoth = await known("Our server certificate ran out", { box: "b-1" });
  expect(subjects(byBoth.open)).toEqual([
    "Backup of the shop failed",
    "Certificate of the mail server has expired",
  ]);
  expect(await known("", { box: "b-2" })).toEqual({ open: [], hasMore: false, solved: [] });
});

it("says when more are open than it lists", async () => {
  for (const number of [11, 12, 13, 14, 15, 16])
    account.put(`m-${number}`, { subject: `Certificate of server ${number}` });
  await syncNow(viewers.owner, { connectionId });
  const { open, hasMore } = await known("server certificate");
  expect([open.length, hasMore]).toEqual([5, true]);
});

it("is refused to all who may not file there, and shows nothing of another organization", async () => {
  for (const [name, code] of [
    ["stranger", "not_found"],
    ["outsider", "not_found"],
    ["staff", "not_found"],
    ["reader", "forbidden"],
  ] as const)
    await expect(known("server certificate", {}, viewers[name]), name).rejects.toMatchObject({
      code,
    });
  const theirs = await makeConnection(viewers.stranger, "memory", account.key);
  const input = { connectionId: theirs, subject: "server certificate", values: { box: "b-1" } };
  expect((await knownTickets(viewers.stranger, input)).open).toEqual([]);
  expect(await sql("SELECT 1 FROM ticket WHERE connection_id = $1", [theirs])).toEqual([]);
});
