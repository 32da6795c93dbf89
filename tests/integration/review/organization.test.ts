import { beforeAll, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import type { MirrorTarget } from "@/lib/mirror/write/ticket-row";
import { writeSnapshots } from "@/lib/mirror/write/write-snapshots";
import type { TicketSnapshot } from "@/lib/providers/contract";
import { writeNote } from "@/lib/review/notes/commands";
import { organizationNotes } from "@/lib/review/notes/organization-notes";
import { organizationFigures } from "@/lib/review/organization/figures";
import { organizationConnections, organizationEvents } from "@/lib/review/organization/latest";
import { getReviewTicket, listAllTickets } from "@/lib/review/queries";
import { filtersOf } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeOrganization, makeViewer } from "@/tests/helpers/people";
import { makeTarget } from "@/tests/helpers/search/search-target";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
const provider = memoryProvider(account);
const on = (day: string, clock = "10:00") => new Date(`2026-${day}T${clock}:00.000Z`);
const box = (externalId: string) => ({ kind: "box", externalId, name: null, details: {} });

let staff: Viewer;
let owner: Viewer;
let disabled: Viewer;
let organizationId: string;
let foreignId: string;
let target: MirrorTarget;

async function write(to: MirrorTarget, id: string, readAt: Date, changes: Partial<TicketSnapshot>) {
  const snapshot = { ...account.put(id, changes), readAt };
  await writeSnapshots(to, [{ snapshot }], { runId: null });
}

const reply = (externalId: string, sender: string, sentAt: Date) => ({
  messages: [
    { externalId, sender, senderId: null, senderName: null, body: "Yes", encrypted: false, sentAt },
  ],
  messageCount: 1,
});

beforeAll(async () => {
  staff = await makeViewer({ role: "staff" });
  organizationId = await makeOrganization("Northwind");
  foreignId = await makeOrganization("Contoso");
  owner = await makeViewer({ organizationId });
  disabled = { ...staff, role: "customer" };
  target = await makeTarget(organizationId, provider);
  const foreign = await makeTarget(foreignId, provider);
  const opened = (at: Date) => ({ openedAt: at, updatedAt: at, lastMessageAt: at });
  const [disk, mail] = [{ services: [box("disk")] }, { services: [box("mail")] }];
  await write(target, "m-1", on("03-01", "10:01"), {
    ...opened(on("03-01")),
    ...disk,
    subject: "Backup storage exhausted",
  });
  await write(target, "m-1", on("03-01", "12:05"), {
    ...reply("a", "staff", on("03-01", "12:00")),
    status: "answered",
    updatedAt: on("03-01", "12:00"),
  });
  await write(target, "m-1", on("04-02", "12:05"), {
    status: "closed",
    updatedAt: on("04-02", "12:00"),
  });
  await write(target, "m-2", on("04-03", "10:01"), {
    ...opened(on("04-03")),
    ...disk,
    ...reply("b", "automation", on("04-03", "10:00")),
    subject: "Certificate expired",
  });
  await write(target, "m-3", on("04-04", "10:01"), {
    ...opened(on("04-04")),
    ...mail,
    subject: "Storage exhausted by backup again",
  });
  await write(foreign, "m-4", on("04-05", "10:01"), {
    ...opened(on("04-05")),
    subject: "Backup storage exhausted",
  });
});

const ticketId = async (number: string) =>
  (await sql<{ id: string }>("SELECT id FROM ticket WHERE number = $1", [number]))[0]?.id ?? "";

/** The number of tickets in the list behind a link. */
async function listed(href: string): Promise<number> {
  const { searchParams } = new URL(href, "http://portal");
  return (await listAllTickets(staff, filtersOf(searchParams))).items.length;
}

describe("an organization's figures", () => {
  it("are what its tickets give, by hand, and those of the lists that they lead to", async () => {
    const figures = await organizationFigures(staff, organizationId, on("04-20"));
    const hours = (count: number) => count * 3_600_000;
    expect(figures.turns.map(({ turn, count }) => [turn, count])).toEqual([
      ["yours", 0],
      ["theirs", 2],
    ]);
    expect(figures.longest.map(({ turn, number }) => [turn, number])).toEqual([["theirs", "2"]]);
    // An automatic message is no reply.
    expect(figures.unanswered).toMatchObject({ number: "2", since: on("04-03") });
    expect(figures.months).toHaveLength(12);
    expect(figures.months.slice(0, 3)).toMatchObject([
      { month: on("04-01", "00:00"), opened: 2, done: 1, firstReplies: 0, firstReplyMs: null },
      { opened: 1, done: 0, firstReplies: 1, firstReplyMs: hours(2), theirsMs: hours(2) },
      { month: on("02-01", "00:00"), opened: 0, done: 0, replyMs: null },
    ]);
    expect(figures.months[0]?.yoursMs).toBe(hours(32 * 24));
    expect(figures.services.map(({ opened, firstReplyMs }) => [opened, firstReplyMs])).toEqual([
      [2, hours(2)],
      [1, null],
    ]);
    const links = [
      ...figures.turns.map(({ count, all }) => [count, all] as const),
      ...figures.months.flatMap((month) => [
        [month.opened, month.openedList] as const,
        [month.done, month.doneList] as const,
        [month.firstReplies, month.firstRepliesList] as const,
      ]),
      ...figures.services.map(({ opened, openedList }) => [opened, openedList] as const),
    ];
    for (const [count, href] of links.filter(([number]) => number > 0))
      expect([href, await listed(href)]).toEqual([href, count]);
  });

  it("count no ticket that is gone as open", async () => {
    await sql("UPDATE ticket SET gone_at = now() WHERE number = '3'");
    const { turns } = await organizationFigures(staff, organizationId, on("04-20"));
    const theirs = turns.find(({ turn }) => turn === "theirs");
    expect([theirs?.count, await listed(theirs?.all ?? "")]).toEqual([1, 1]);
    await sql("UPDATE ticket SET gone_at = NULL");
  });
});

describe("an organization's page", () => {
  it("has its own connections, changes and notes only", async () => {
    for (const number of ["1", "4"])
      await writeNote(staff, {
        ticketId: await ticketId(number),
        formKey: crypto.randomUUID(),
        body: `Note on ${number}`,
        mention: "",
      });
    const notes = await organizationNotes(staff, organizationId);
    expect(notes.map(({ excerpt }) => excerpt)).toEqual(["Note on 1"]);
    const events = await organizationEvents(staff, organizationId);
    expect(new Set(events.map(({ number }) => number))).toEqual(new Set(["1", "2", "3"]));
    expect(await organizationConnections(staff, organizationId)).toMatchObject([
      { id: target.connectionId, state: "healthy" },
    ]);
  });

  it("is for staff alone", async () => {
    for (const viewer of [owner, disabled])
      for (const read of [
        organizationFigures,
        organizationNotes,
        organizationEvents,
        organizationConnections,
      ])
        await expect(read(viewer, organizationId)).rejects.toMatchObject({ code: "not_found" });
  });
});

it("a ticket's related ones are of its service, with its words, and of its organization", async () => {
  const found = await getReviewTicket(staff, await ticketId("1"));
  const groups = found?.related.map(({ kind, tickets }) => [
    kind,
    tickets.map(({ number }) => number),
  ]);
  expect(groups).toEqual([
    ["service", ["2"]],
    ["words", ["3"]],
    ["organization", ["3", "2"]],
  ]);
  for (const { all, tickets } of found?.related ?? [])
    expect(await listed(all)).toBeGreaterThanOrEqual(tickets.length);
});
