import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { registerProvider } from "@/lib/providers/registry";
import { getReviewTicket } from "@/lib/review/queries";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let owner: Viewer;
let staff: Viewer;
let connectionId: string;
let ticketId: string;
let unregister = () => {};

const message = (id: string, body: string, encrypted = false) => ({
  externalId: id,
  sender: "staff",
  senderId: null,
  senderName: "Kim",
  body,
  encrypted,
  sentAt: new Date("2026-03-01T11:00:00Z"),
});
const day = (number: number) => new Date(Date.UTC(2026, 2, number, 10));

/** Puts each step of the history on its own day. */
async function readOn(at: Date): Promise<void> {
  await sql("UPDATE ticket SET read_at = read_at - interval '1 second'");
  await syncNow(owner, { connectionId });
  for (const table of ["revision", "event"])
    await sql(`UPDATE ${table} SET seen_at = $1 WHERE seen_at > now() - interval '1 minute'`, [at]);
}

const SECRET = "the password is hunter2";

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  owner = await makeViewer({ organizationId: await makeOrganization("Northwind") });
  staff = await makeViewer({ role: "staff" });
  connectionId = await makeConnection(owner, "memory", account.key);
  account.put("m-1", { subject: "Disk full", priority: "low" });
  await readOn(day(1));
  account.put("m-1", {
    status: "answered",
    priority: "high",
    messages: [message("a", "Have you looked?"), message("b", SECRET)],
    updatedAt: day(2),
  });
  await readOn(day(2));
  account.put("m-1", {
    subject: "Disk full again",
    status: "closed",
    messages: [message("a", "Have you looked? It is fixed."), message("b", SECRET, true)],
    updatedAt: day(3),
  });
  await readOn(day(3));
  ticketId = (await sql<{ id: string }>("SELECT id FROM ticket"))[0]?.id ?? "";
});

afterAll(() => unregister());

const seen = (ticket: Awaited<ReturnType<typeof getTicket>>) =>
  ticket && {
    subject: ticket.subject,
    status: ticket.status.value,
    turn: ticket.turn,
    priority: ticket.priority?.value,
    messages: ticket.messages.map((each) => each.body),
    asOf: ticket.asOf,
  };

describe("a ticket at a moment", () => {
  it("is as it was then, from each time that it was seen until the next", async () => {
    const first = {
      subject: "Disk full",
      status: "open",
      turn: "theirs",
      priority: "low",
      messages: ["Body of m-1"],
      asOf: { seenAt: day(1), until: day(2) },
    };
    const second = {
      subject: "Disk full",
      status: "answered",
      turn: "yours",
      priority: "high",
      messages: ["Body of m-1", "Have you looked?", SECRET],
      asOf: { seenAt: day(2), until: day(3) },
    };
    const third = {
      subject: "Disk full again",
      status: "closed",
      turn: "done",
      priority: "high",
      messages: ["Body of m-1", "Have you looked? It is fixed.", SECRET],
      asOf: { seenAt: day(3), until: null },
    };
    expect(seen(await getTicket(owner, ticketId, day(1)))).toEqual(first);
    expect(seen(await getTicket(owner, ticketId, new Date(day(2).getTime() - 1)))).toEqual(first);
    expect(seen(await getTicket(owner, ticketId, day(2)))).toEqual(second);
    expect(seen(await getTicket(owner, ticketId, new Date(day(3).getTime() - 1)))).toEqual(second);
    expect(seen(await getTicket(owner, ticketId, day(3)))).toEqual(third);
    expect(seen(await getTicket(owner, ticketId, day(28)))).toEqual(third);
  });

  it("says what is different now", async () => {
    const different = async (at?: Date) => (await getTicket(owner, ticketId, at))?.differences;
    expect(await different(day(1))).toEqual({
      facts: ["subject", "status", "priority"],
      messages: [],
      laterMessages: 2,
    });
    expect(await different(day(2))).toEqual({
      facts: ["subject", "status"],
      messages: ["a"],
      laterMessages: 0,
    });
    expect(await different(day(3))).toEqual({ facts: [], messages: [], laterMessages: 0 });
    expect(await different()).toBeNull();
  });

  it("can be read and not acted upon", async () => {
    expect(await getTicket(owner, ticketId, day(1))).toMatchObject({
      actions: [],
      continueBy: null,
      pending: [],
      outgoing: [],
    });
    expect((await getTicket(owner, ticketId))?.actions).not.toEqual([]);
  });

  it("is each event's own moment", async () => {
    const events = (await getTicket(owner, ticketId))?.events ?? [];
    const changed = events.find((event) => event.field === "subject");
    expect(seen(await getTicket(owner, ticketId, changed?.seenAt))?.subject).toBe(
      "Disk full again",
    );
    const opened = events.find((event) => event.kind === "first_seen");
    expect(seen(await getTicket(owner, ticketId, opened?.seenAt))?.status).toBe("open");
  });

  it("before it was first seen is not known, and says so", async () => {
    expect(await getTicket(owner, ticketId, new Date(day(1).getTime() - 1))).toMatchObject({
      asOf: null,
      subject: "Disk full again",
    });
  });

  it("keeps from staff what is encrypted now, although it was not then", async () => {
    const then = await getReviewTicket(staff, ticketId, day(2));
    expect(then?.asOf).toMatchObject({ seenAt: day(2) });
    expect(then?.messages.map(({ body, encrypted }) => ({ body, encrypted }))).toEqual([
      { body: "Body of m-1", encrypted: false },
      { body: "Have you looked?", encrypted: false },
      { body: null, encrypted: true },
    ]);
    expect(JSON.stringify(then?.messages)).not.toContain("hunter2");
  });

  it("is still there for one that the provider shows no more", async () => {
    account.tickets.delete("m-1");
    await syncConnection(connectionId, { trigger: "cron", full: true });
    const now = await getTicket(owner, ticketId);
    expect(now?.goneAt).toBeInstanceOf(Date);
    expect(now).toMatchObject({ subject: "Disk full again", actions: [] });
    expect(seen(await getTicket(owner, ticketId, day(1)))?.status).toBe("open");
  });
});
