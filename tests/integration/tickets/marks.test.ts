import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { markSeen } from "@/lib/notifications/commands";
import { followTicket } from "@/lib/notifications/ticket-settings";
import { registerProvider } from "@/lib/providers/registry";
import { archiveTickets, markTicketsRead } from "@/lib/tickets/list/mark-tickets";
import { searchTickets } from "@/lib/tickets/list/search-tickets";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { MemoryAccount } from "@/tests/helpers/memory-account";
import { memoryProvider } from "@/tests/helpers/memory-provider";
import { makeConnection, makeOrganization, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";

useTestDatabase();

const account = new MemoryAccount();
let anna: Viewer;
let sam: Viewer;
let connectionId: string;
let unregister = () => {};

const from = (externalId: string, sender: "customer" | "provider", sentAt = new Date()) => ({
  externalId,
  sender,
  senderId: null,
  senderName: "Somebody",
  body: `Message ${externalId}`,
  encrypted: false,
  sentAt,
});

const longAgo = new Date(Date.now() - 5 * 86_400_000);
const sync = () => syncNow(anna, { connectionId });

beforeAll(async () => {
  unregister = registerProvider(memoryProvider(account));
  const organizationId = await makeOrganization();
  anna = await makeViewer({ organizationId });
  sam = await makeViewer({ organizationId, role: "customer" });
  for (const id of ["m-1", "m-2"])
    account.put(id, {
      subject: id,
      openedAt: longAgo,
      updatedAt: longAgo,
      messages: [from(`${id}-a`, "provider", longAgo)],
    });
  connectionId = await makeConnection(anna, "memory", account.key);
  await sync();
});

afterAll(() => unregister());

const shown = async (viewer: Viewer, filters: object = {}) =>
  (await listTickets(viewer, ticketFilters.parse(filters))).items;
const unread = async (viewer: Viewer) =>
  (await shown(viewer)).filter((item) => item.isUnread).map((item) => item.subject);
const idOf = async (subject: string) =>
  (await shown(anna, { show: "all" })).find((item) => item.subject === subject)?.id ?? "";

/** As the list sends them that is open now. */
const selected = async (...chosen: string[]) => ({
  ticketIds: await Promise.all(chosen.map(idOf)),
  newestEventId: (await listTickets(anna, ticketFilters.parse({}))).newestEventId,
});

const notified = () =>
  sql("SELECT topic FROM notification WHERE user_id = $1 AND unread_since IS NOT NULL", [
    anna.userId,
  ]);

let answers = 0;
/** The provider answers, and the mirror reads it. */
async function answer(subject: string): Promise<void> {
  const ticket = account.tickets.get(subject);
  const message = from(`answer-${++answers}`, "provider");
  account.put(subject, {
    ...ticket,
    updatedAt: new Date(),
    messages: [...(ticket?.messages ?? []), message],
  });
  await sync();
}

async function open(viewer: Viewer, subject: string): Promise<void> {
  const ticketId = await idOf(subject);
  const ticket = await getTicket(viewer, ticketId);
  await markSeen(viewer, { ticketId, eventId: ticket?.standing.eventId ?? "", noticeId: "0" });
}

beforeEach(async () => {
  for (const viewer of [anna, sam])
    for (const subject of ["m-1", "m-2"]) {
      await open(viewer, subject);
      await archiveTickets(viewer, { ...(await selected(subject)), isArchived: false });
    }
});

describe("unread", () => {
  it("is nothing that came with the first import, nor what is read again", async () => {
    await sql("DELETE FROM ticket_seen");
    expect(await unread(anna)).toEqual([]);
    await sync();
    expect(await unread(anna)).toEqual([]);
  });

  it("is an answer, for each person until they open the ticket", async () => {
    await answer("m-1");
    expect([await unread(anna), await unread(sam)]).toEqual([["m-1"], ["m-1"]]);
    expect((await shown(anna, { show: "unread" })).map((item) => item.subject)).toEqual(["m-1"]);
    await open(anna, "m-1");
    expect([await unread(anna), await unread(sam)]).toEqual([[], ["m-1"]]);
    expect(await shown(anna, { show: "unread" })).toEqual([]);
  });

  it("is an answer also for a person who never opened the ticket, but not older than them", async () => {
    await answer("m-1");
    const organizationId = anna.memberships[0]?.organizationId ?? "";
    const newcomer = await makeViewer({ organizationId });
    expect(await unread(newcomer)).toEqual([]);
    await answer("m-2");
    expect(await unread(newcomer)).toEqual(["m-2"]);
  });

  it("is a ticket filed elsewhere, and a colleague's reply but not an own one", async () => {
    account.put("m-3", { subject: "m-3", openedAt: new Date(), updatedAt: new Date() });
    await sync();
    expect(await unread(sam)).toEqual(["m-3"]);
    await markTicketsRead(sam, await selected("m-3"));
    await answer("m-1");
    await sql(
      `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload,
         payload_hash, state, ticket_id, external_id)
       SELECT '01J0000000000000000000000Z', organization_id, connection_id, $1, 'key', 'reply', '{}',
         'hash', 'sent', id, $2 FROM ticket WHERE subject = 'm-1'`,
      [sam.userId, `answer-${answers}`],
    );
    expect(await unread(sam)).toEqual([]);
    expect(await unread(anna)).toContain("m-1");
    account.tickets.delete("m-3");
    await sql("DELETE FROM ticket WHERE subject = 'm-3'");
  });

  it.each([
    ["not a status that an action changes", 1, "answered", []],
    ["a status that changes long after an action without a result", 60, "closed", ["m-1"]],
  ])("is %s", async (_what, minutes, status, expected) => {
    await sql(
      `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, payload,
         payload_hash, state, ticket_id, sending_at)
       SELECT '01J0000000000000000000000Y', organization_id, connection_id, $1, 'other', 'reply', '{}',
         'hash', 'unknown', id, now() - make_interval(mins => $2) FROM ticket WHERE subject = 'm-1'`,
      [sam.userId, minutes],
    );
    account.put("m-1", { ...account.tickets.get("m-1"), status, updatedAt: new Date() });
    await sync();
    expect(await unread(sam)).toEqual(expected);
    await sql("DELETE FROM submission");
  });

  it("ends for several at once, with their notifications", async () => {
    await answer("m-1");
    await answer("m-2");
    await markTicketsRead(anna, await selected("m-1", "m-2"));
    expect(await unread(anna)).toEqual([]);
    expect(await notified()).toEqual([]);
  });
});

describe("archiving", () => {
  it("takes a ticket out of one person's list and counts until something new happens", async () => {
    await archiveTickets(anna, { ...(await selected("m-1")), isArchived: true });
    const subjects = async (viewer: Viewer, filters: object = {}) =>
      (await shown(viewer, filters)).map((item) => item.subject).toSorted();
    expect(await subjects(anna)).toEqual(["m-2"]);
    expect((await listTickets(anna, ticketFilters.parse({}))).counts?.all).toBe(1);
    expect(await subjects(anna, { show: "archived" })).toEqual(["m-1"]);
    expect(await subjects(anna, { q: "m-1" })).toEqual(["m-1"]);
    expect(await subjects(sam)).toEqual(["m-1", "m-2"]);
    await answer("m-1");
    expect(await subjects(anna)).toEqual(["m-1", "m-2"]);
    expect(await unread(anna)).toEqual(["m-1"]);
  });

  it("is undone with the mark of what no one opened, unless another device has read it", async () => {
    const moved = async (isArchived: boolean) =>
      archiveTickets(anna, { ...(await selected("m-1")), isArchived });
    await answer("m-1");
    await moved(true);
    expect(await shown(anna, { show: "unread" })).toEqual([]);
    expect((await shown(anna, { show: "archived" })).map((item) => item.isUnread)).toEqual([false]);
    await moved(false);
    expect(await unread(anna)).toEqual(["m-1"]);
    await moved(true);
    await open(anna, "m-1");
    await moved(false);
    expect(await unread(anna)).toEqual([]);
    await sql("DELETE FROM ticket_seen WHERE user_id = $1", [anna.userId]);
    expect(await unread(anna)).toContain("m-1");
    await moved(true);
    await moved(false);
    expect(await unread(anna)).toContain("m-1");
  });

  it("hides and marks nothing that came after the list was opened", async () => {
    const list = await selected("m-1", "m-2");
    const ticketId = await idOf("m-1");
    await followTicket(anna, { ticketId, level: "follow" });
    await answer("m-1");
    await archiveTickets(anna, { ...list, isArchived: true });
    expect((await shown(anna)).map((item) => item.subject)).toEqual(["m-1"]);
    expect(await unread(anna)).toEqual(["m-1"]);
    expect(await notified()).toEqual([{ topic: `ticket:${ticketId}` }]);
    await markTicketsRead(anna, await selected("m-1"));
    expect(await notified()).toEqual([]);
    await followTicket(anna, { ticketId, level: null });
    // An older list marks again; later events stay seen.
    await markTicketsRead(anna, list);
    expect(await unread(anna)).toEqual([]);
  });

  it("lasts for a muted ticket, and ends when it is moved back", async () => {
    const ticketId = await idOf("m-2");
    await archiveTickets(anna, { ...(await selected("m-2")), isArchived: true });
    await followTicket(anna, { ticketId, level: "mute" });
    await answer("m-2");
    expect((await shown(anna)).map((item) => item.subject)).toEqual(["m-1"]);
    await archiveTickets(anna, { ...(await selected("m-2")), isArchived: false });
    expect(await shown(anna)).toHaveLength(2);
    await followTicket(anna, { ticketId, level: null });
  });
});

it("offers the tickets that a person viewed last, if they may still see them", async () => {
  const recent = async (viewer: Viewer) =>
    (await searchTickets(viewer, "")).map(({ subject }) => subject);
  await open(anna, "m-1");
  expect(await recent(anna)).toEqual(["m-1", "m-2"]);
  await sql(
    `INSERT INTO ticket_setting (ticket_id, is_private, owner_id)
     SELECT id, true, $1 FROM ticket WHERE external_id = 'm-2'`,
    [sam.userId],
  );
  expect(await recent(anna)).toEqual(["m-1"]);
  expect(await recent(sam)).toEqual(["m-2", "m-1"]);
  const badges = async (typed: string) =>
    (await searchTickets(sam, typed)).map((ticket) => [ticket.subject, ticket.private]);
  const marked = ["m-2", "Private"];
  expect(await badges("")).toContainEqual(marked);
  expect(await badges("m-2")).toEqual([marked]);
  expect(await badges("m-1")).toEqual([["m-1", undefined]]);
  await sql("DELETE FROM ticket_setting");
  expect(await recent(await makeViewer({ organizationId: await makeOrganization() }))).toEqual([]);
});
