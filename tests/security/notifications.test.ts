import { randomUUID } from "node:crypto";

import { beforeEach, describe, expect, it } from "vitest";

import { loadSession } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { newId } from "@/lib/ids";
import { markAllRead, markRead, markSeen } from "@/lib/notifications/commands";
import { listNotifications } from "@/lib/notifications/queries";
import { followTicket, markSensitive } from "@/lib/notifications/ticket-settings";
import { closeTickets } from "@/lib/tickets/close-tickets";
import { archiveTickets, markTicketsRead } from "@/lib/tickets/list/mark-tickets";
import { getTicket } from "@/lib/tickets/queries";
import { useTestDatabase } from "@/tests/helpers/database";
import { sql } from "@/tests/helpers/sql";

import { type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

const topic = () => `ticket:${guarded.ticketId}` as const;
const follows = () => sql("SELECT user_id, level FROM ticket_follow ORDER BY user_id");
const seen = () => sql("SELECT user_id FROM ticket_seen");
const unread = async ({ userId }: Viewer) =>
  (
    await sql("SELECT 1 FROM notification WHERE user_id = $1 AND unread_since IS NOT NULL", [
      userId,
    ])
  ).length;

/** Inserts a notification regardless of the rules. */
async function notify(viewer: Viewer, noticeId = "1"): Promise<void> {
  await sql(
    `INSERT INTO notification (user_id, topic, organization_id, ticket_id, kinds, reason, count,
       first_notice_id, last_notice_id, unread_since, last_at)
     VALUES ($1, $2, $3, $4, '{answered}', 'follows', 2, $5, $5, now(), now())
     ON CONFLICT (user_id, topic) DO UPDATE SET unread_since = now(), last_notice_id = $5`,
    [viewer.userId, topic(), guarded.organizationId, guarded.ticketId, noticeId],
  );
}

const shown = async (viewer: Viewer) =>
  (await listNotifications(viewer)).items.map(({ topic: about, isUnread }) => [about, isUnread]);

/** Viewer whose organization is locked until they set up a second factor. */
const locked = (viewer: Viewer): Viewer => ({
  ...viewer,
  memberships: [],
  lockedOrganizations: viewer.memberships,
});

beforeEach(async () => {
  await sql("DELETE FROM notification");
  await sql("DELETE FROM ticket_follow");
  await sql("DELETE FROM ticket_seen");
  await sql("DELETE FROM ticket_setting");
});

describe("following", () => {
  it("is for readers and staff, and one choice replaces the other", async () => {
    const { reader, staff, ticketId } = guarded;
    await followTicket(reader, { ticketId, level: "follow" });
    await followTicket(reader, { ticketId, level: "mute" });
    await followTicket(staff, { ticketId, level: "follow" });
    expect((await follows()).map((row) => row)).toHaveLength(2);
    expect((await getTicket(reader, ticketId))?.standing.follow).toBe("mute");
    await followTicket(reader, { ticketId, level: null });
    expect(await follows()).toEqual([{ user_id: staff.userId, level: "follow" }]);
  });

  it("is refused to people who may not read the ticket", async () => {
    const { stranger, outsider, disabled, owner, ticketId } = guarded;
    for (const viewer of [stranger, outsider, disabled, locked(owner)])
      await expect(followTicket(viewer, { ticketId, level: "follow" })).rejects.toMatchObject({
        code: "not_found",
      });
    expect(await follows()).toEqual([]);
  });

  it("opens no private ticket of another person", async () => {
    const { member, owner, ticketId } = guarded;
    await sql(
      "INSERT INTO ticket_setting (ticket_id, is_private, owner_id) VALUES ($1, true, $2)",
      [ticketId, owner.userId],
    );
    await expect(followTicket(member, { ticketId, level: "follow" })).rejects.toMatchObject({
      code: "not_found",
    });
    await followTicket(owner, { ticketId, level: "follow" });
  });
});

describe("marking tickets as read and archiving them", () => {
  const archived = () => sql("SELECT user_id FROM ticket_seen WHERE archived_event_id IS NOT NULL");

  it("is for readers, and for nobody else", async () => {
    const { reader, ticketId } = guarded;
    const given = { ticketIds: [ticketId], newestEventId: "9" };
    await archiveTickets(reader, { ...given, isArchived: true });
    expect(await archived()).toEqual([{ user_id: reader.userId }]);
    await archiveTickets(reader, { ...given, isArchived: false });
    expect(await archived()).toEqual([]);
  });

  it("is refused, for all of them, if one is of another organization", async () => {
    const { stranger, outsider, staff, owner, ticketId } = guarded;
    for (const viewer of [stranger, outsider, staff, locked(owner)]) {
      const given = { ticketIds: [ticketId], newestEventId: "9" };
      for (const refused of [
        () => markTicketsRead(viewer, given),
        () => archiveTickets(viewer, { ...given, isArchived: true }),
        () => archiveTickets(viewer, { ...given, isArchived: false }),
      ])
        await expect(refused()).rejects.toMatchObject({ code: "not_found" });
    }
    const mixed = { ticketIds: [ticketId, newId()], newestEventId: "9", isArchived: true };
    await expect(archiveTickets(owner, mixed)).rejects.toMatchObject({ code: "not_found" });
    expect(await seen()).toEqual([]);
  });
});

describe("closing several tickets", () => {
  const close = (viewer: Viewer, ticketIds: string[]) =>
    closeTickets(viewer, {
      items: ticketIds.map((ticketId) => ({ ticketId, formKey: randomUUID() })),
    });

  it("is refused to readers and outside the organization, for all of them", async () => {
    const { stranger, outsider, reader, staff, owner, ticketId } = guarded;
    for (const viewer of [stranger, outsider, staff, locked(owner)])
      await expect(close(viewer, [ticketId])).rejects.toMatchObject({ code: "not_found" });
    await expect(close(reader, [ticketId])).rejects.toMatchObject({ code: "forbidden" });
    await expect(close(owner, [ticketId, newId()])).rejects.toMatchObject({ code: "not_found" });
    expect(await sql("SELECT 1 FROM submission")).toEqual([]);
  });

  it("files one submission for each, and one form is one submission", async () => {
    const { owner, ticketId } = guarded;
    const items = [{ ticketId, formKey: randomUUID() }];
    const [first, second] = [
      await closeTickets(owner, { items }),
      await closeTickets(owner, { items }),
    ];
    expect(first).toMatchObject({ submissionIds: [expect.any(String)], refused: [] });
    expect(second).toEqual(first);
    // Again with another form, as after an answer that was lost.
    expect(await close(owner, [ticketId])).toEqual(first);
    await sql("DELETE FROM submission");
  });

  it("refuses tickets that the provider no longer has", async () => {
    const { owner, ticketId } = guarded;
    const gone = (at: string) => sql(`UPDATE ticket SET gone_at = ${at} WHERE id = $1`, [ticketId]);
    await gone("now()");
    expect(await close(owner, [ticketId])).toEqual({
      submissionIds: [],
      refused: [{ ticketId, reason: "The provider no longer has this ticket." }],
    });
    await gone("NULL");
  });

  it("creates one submission for a ticket that is listed twice", async () => {
    const { owner, ticketId } = guarded;
    const { submissionIds } = await close(owner, [ticketId, ticketId]);
    expect(await sql("SELECT id FROM submission")).toEqual(submissionIds.map((id) => ({ id })));
    expect(submissionIds).toHaveLength(1);
    await sql("DELETE FROM submission");
  });
});

describe("marking a ticket as sensitive", () => {
  const mark = (viewer: Viewer, isSensitive: boolean) =>
    markSensitive(viewer, { ticketId: guarded.ticketId, isSensitive });
  const isSensitive = async () =>
    (await getTicket(guarded.reader, guarded.ticketId))?.isSensitive ?? null;
  const audited = () =>
    sql("SELECT actor_id, action, session_id FROM audit_entry WHERE action LIKE 'ticket.%marked%'");

  beforeEach(() => sql("DELETE FROM audit_entry"));

  it("is for those who write, shown to readers, and audited once for each change", async () => {
    const { member } = guarded;
    await mark(member, false);
    expect([await isSensitive(), await audited()]).toEqual([false, []]);
    await mark(member, true);
    await mark(guarded.owner, true);
    expect(await isSensitive()).toBe(true);
    const [actor_id, session_id] = [member.userId, member.session.id];
    const marked = { actor_id, session_id, action: "ticket.marked_sensitive" };
    expect(await audited()).toEqual([marked]);
    await mark(member, false);
    await mark(member, false);
    expect(await isSensitive()).toBe(false);
    expect(await audited()).toEqual([marked, { ...marked, action: "ticket.unmarked_sensitive" }]);
  });

  it("is refused to readers, staff and people who may not read the ticket", async () => {
    const { stranger, outsider, disabled, owner, staff, reader } = guarded;
    for (const viewer of [stranger, outsider, disabled, staff, locked(owner)])
      await expect(mark(viewer, true)).rejects.toMatchObject({ code: "not_found" });
    await expect(mark(reader, true)).rejects.toMatchObject({ code: "forbidden" });
    expect([await isSensitive(), await audited()]).toEqual([false, []]);
  });

  it("changes no private ticket of another person, and keeps it private", async () => {
    const { member, owner, ticketId } = guarded;
    await sql(
      "INSERT INTO ticket_setting (ticket_id, is_private, owner_id) VALUES ($1, true, $2)",
      [ticketId, owner.userId],
    );
    await expect(mark(member, true)).rejects.toMatchObject({ code: "not_found" });
    await mark(owner, true);
    expect(await sql("SELECT is_private, is_sensitive, owner_id FROM ticket_setting")).toEqual([
      { is_private: true, is_sensitive: true, owner_id: owner.userId },
    ]);
  });
});

describe("the list", () => {
  it("shows a person their own rows about what they may see, and counts them", async () => {
    const { reader, member, staff } = guarded;
    for (const viewer of [reader, staff]) await notify(viewer);
    expect(await shown(reader)).toEqual([[topic(), true]]);
    expect(await shown(staff)).toEqual([[topic(), true]]);
    expect(await shown(member)).toEqual([]);
    const session = await loadSession(reader.session.id);
    expect(session?.unread).toBe(1);
    const [item] = (await listNotifications(reader)).items;
    expect(item?.href).toBe(`/tickets/${guarded.ticketId}`);
    const [ofStaff] = (await listNotifications(staff)).items;
    expect(ofStaff?.href).toBe(`/staff/tickets/${guarded.ticketId}`);
  });

  it("shows nothing of an organization that a person has left, or that is locked for them", async () => {
    const { stranger, owner } = guarded;
    for (const viewer of [stranger, owner]) await notify(viewer);
    expect(await shown(stranger)).toEqual([]);
    expect(await shown(owner)).toHaveLength(1);
    expect(await shown(locked(owner))).toEqual([]);
    await markAllRead(locked(owner), { noticeId: "9" });
    expect(await unread(owner)).toBe(1);
  });

  it("shows and counts nothing of a ticket that has become private", async () => {
    const { member, owner, reader, ticketId } = guarded;
    for (const viewer of [member, owner, reader]) await notify(viewer);
    await followTicket(reader, { ticketId, level: "follow" });
    await sql(
      "INSERT INTO ticket_setting (ticket_id, is_private, owner_id) VALUES ($1, true, $2)",
      [ticketId, owner.userId],
    );
    for (const [viewer, count] of [
      [member, 0],
      [owner, 1],
      [reader, 1],
    ] as const) {
      expect(await shown(viewer)).toHaveLength(count);
      expect((await loadSession(viewer.session.id))?.unread).toBe(count);
    }
  });

  it("goes on where a page ended, unread first", async () => {
    const { reader, organizationId } = guarded;
    await sql(
      `INSERT INTO notification (user_id, topic, organization_id, kinds, reason, count,
         first_notice_id, last_notice_id, unread_since, last_at)
       SELECT $1, 'organization:' || lpad(n::text, 3, '0'), $2, '{added}', 'own', 1, 1, 1,
         CASE WHEN n % 2 = 0 THEN now() END, now() - make_interval(mins => n / 3)
       FROM generate_series(1, 120) n`,
      [reader.userId, organizationId],
    );
    const found: Array<[string, boolean]> = [];
    for (let before: string | undefined, page = 0; page < 3; page++) {
      const { items, nextCursor } = await listNotifications(reader, before);
      found.push(...items.map((one): [string, boolean] => [one.topic, one.isUnread]));
      before = nextCursor ?? undefined;
      expect(nextCursor === null).toBe(page === 2);
    }
    expect(new Set(found.map(([about]) => about)).size).toBe(120);
    expect(found.findIndex(([, isUnread]) => !isUnread)).toBe(60);
    expect(found.slice(60).every(([, isUnread]) => !isUnread)).toBe(true);
  });
});

describe("reading", () => {
  it("marks only the viewer's own rows, and nothing newer than they saw", async () => {
    const { reader, member } = guarded;
    for (const viewer of [reader, member]) await notify(viewer, "5");
    await markRead(reader, { topic: topic(), noticeId: "4" });
    await markAllRead(reader, { noticeId: "4" });
    expect(await unread(reader)).toBe(1);
    await markRead(reader, { topic: topic(), noticeId: "5" });
    expect([await unread(reader), await unread(member)]).toEqual([0, 1]);
    await markAllRead(member, { noticeId: "5" });
    expect(await unread(member)).toBe(0);
    expect(await shown(member)).toEqual([[topic(), false]]);
  });

  it("is done by opening the ticket, on every device", async () => {
    const { reader, ticketId } = guarded;
    await notify(reader, "5");
    const standing = (await getTicket(reader, ticketId))?.standing;
    expect(standing).toMatchObject({ unreadNoticeId: "5", isCounted: true, seenEventId: null });
    const eventId = standing?.eventId ?? "";
    await markSeen(reader, { ticketId, eventId, noticeId: "4" });
    expect(await unread(reader)).toBe(1);
    await markSeen(reader, { ticketId, eventId, noticeId: "5" });
    expect(await unread(reader)).toBe(0);
    expect((await getTicket(reader, ticketId))?.standing).toMatchObject({
      unreadNoticeId: null,
      seenEventId: eventId,
    });
  });

  it("notes no ticket that the person may not open, nor staff's", async () => {
    const { stranger, outsider, staff, owner, ticketId } = guarded;
    for (const viewer of [stranger, outsider, staff, locked(owner)])
      await markSeen(viewer, { ticketId, eventId: "1", noticeId: "0" });
    expect(await seen()).toEqual([]);
  });
});
