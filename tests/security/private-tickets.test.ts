import { randomUUID } from "node:crypto";

import { beforeAll, describe, expect, it } from "vitest";

import { ownScope } from "@/lib/auth/scope";
import type { Viewer } from "@/lib/auth/types";
import { syncNow } from "@/lib/connections/sync-now";
import { draftOwnerFor } from "@/lib/drafts/draft-owner";
import { loadDraft } from "@/lib/drafts/queries";
import { followUpKey, replyKey } from "@/lib/files/draft-key";
import { uploadRules } from "@/lib/files/upload-access";
import { textsOf } from "@/lib/i18n/texts";
import { getService, listServices } from "@/lib/inventory/queries";
import { serviceFilters } from "@/lib/inventory/schemas";
import { markSeen } from "@/lib/notifications/commands";
import { followTicket, markSensitive } from "@/lib/notifications/ticket-settings";
import { getReviewTicket } from "@/lib/review/queries";
import { submissionInScope, submissionStatus } from "@/lib/submissions/queries";
import { closeTickets } from "@/lib/tickets/close-tickets";
import { decideSubmission } from "@/lib/tickets/decide-submission";
import { downloadAttachment } from "@/lib/tickets/detail/download-attachment";
import { ticketUpdates } from "@/lib/tickets/detail/ticket-updates";
import { ticketArchive } from "@/lib/tickets/files/ticket-archive";
import { serviceStart } from "@/lib/tickets/filing/service-start";
import { archiveTickets, markTicketsRead } from "@/lib/tickets/list/mark-tickets";
import { searchTickets } from "@/lib/tickets/list/search-tickets";
import { setTicketPrivacy } from "@/lib/tickets/privacy/set-privacy";
import { getTicket, listTickets } from "@/lib/tickets/queries";
import { replyBox } from "@/lib/tickets/reply/reply-box";
import { sendReply } from "@/lib/tickets/reply/send-reply";
import { ticketFilters } from "@/lib/tickets/schemas";
import { useTestDatabase } from "@/tests/helpers/database";
import { currentViewer, makeViewer } from "@/tests/helpers/people";
import { sql } from "@/tests/helpers/sql";
import { forms } from "@/tests/helpers/submissions/submissions";

import { type GuardedTicket, useGuardedTicket } from "./guarded-ticket";

useTestDatabase();

let guarded: GuardedTicket;
useGuardedTicket((made) => (guarded = made));

const SERVICE = "01ARZ3NDEKTSV4RRFFQ69G5FSV";
const PENDING = "01ARZ3NDEKTSV4RRFFQ69G5FPN";
const people: Record<string, Viewer> = {};
let laterId: string;

const list = async (viewer: Viewer, query: Record<string, string> = {}) =>
  listTickets(viewer, ticketFilters.parse(query));
const finds = async (viewer: Viewer, query?: Record<string, string>) =>
  (await list(viewer, query)).items.some(({ id }) => id === guarded.ticketId);

/** Each answers whether the viewer learns of the private ticket. */
const READERS: Record<string, (viewer: Viewer) => Promise<unknown>> = {
  "the list": (viewer) => finds(viewer),
  "archived ones": (viewer) => finds(viewer, { show: "all" }),
  "a search for words": (viewer) => finds(viewer, { q: "subject" }),
  "a search for the number": (viewer) => finds(viewer, { q: "m-1" }),
  "a search from anywhere": async (viewer) => (await searchTickets(viewer, "subject")).length > 0,
  "the counts": async (viewer) => ((await list(viewer)).counts?.all ?? 0) > 1,
  "what is under way": async (viewer) => (await list(viewer)).pending.length > 0,
  "a submission": (viewer) => submissionInScope(textsOf("en"), ownScope(viewer), PENDING),
  "its state": (viewer) => submissionStatus(viewer, PENDING),
  "the ticket": (viewer) => getTicket(viewer, guarded.ticketId),
  "its follow-up": async (viewer) => (await getTicket(viewer, laterId))?.continues,
  "its updates": (viewer) =>
    ticketUpdates(viewer, { ticketId: guarded.ticketId, since: new Date() }),
  "a file": (viewer) => downloadAttachment(viewer, guarded.attachmentId),
  "all files": (viewer) => ticketArchive(viewer, guarded.ticketId),
  "its reply box": (viewer) => replyBox(viewer, guarded.ticketId),
  "a draft of a reply": (viewer) => draftOwnerFor(viewer, replyKey(guarded.ticketId)),
  "a draft of a follow-up": (viewer) => draftOwnerFor(viewer, followUpKey(guarded.ticketId)),
  "a stored draft": async (viewer) => (await loadDraft(viewer, replyKey(guarded.ticketId))) ?? true,
  uploads: (viewer) => uploadRules(viewer, replyKey(guarded.ticketId), guarded.connectionId),
  "a service's counts": async (viewer) =>
    (await listServices(viewer, serviceFilters.parse({}))).services[0]?.tickets,
  "a service's tickets": async (viewer) =>
    (await getService(viewer, SERVICE))?.newestTickets.length,
  "a service's usual category": async (viewer) =>
    Object.keys((await serviceStart(viewer, SERVICE))?.values ?? {}).length,
  "marking as seen": async (viewer) => {
    await markSeen(viewer, { ticketId: guarded.ticketId, eventId: "1", noticeId: "0" });
    const [row] = await sql("SELECT 1 FROM ticket_seen WHERE ticket_id = $1 AND user_id = $2", [
      guarded.ticketId,
      viewer.userId,
    ]);
    return row;
  },
  "marking as read": async (viewer) => {
    await markTicketsRead(viewer, { ticketIds: [guarded.ticketId], newestEventId: "1" });
    return true;
  },
  archiving: async (viewer) => {
    await archiveTickets(viewer, {
      ticketIds: [guarded.ticketId],
      newestEventId: "1",
      isArchived: false,
    });
    return true;
  },
};

async function learns(viewer: Viewer, read: (viewer: Viewer) => Promise<unknown>) {
  return Boolean(
    await read(viewer).catch((error: unknown) => {
      expect(error).toMatchObject({ code: "not_found" });
      return false;
    }),
  );
}

beforeAll(async () => {
  const { member, organizationId, ticketId, connectionId, account, owner } = guarded;
  const colleague = await makeViewer({ organizationId, membership: "member" });
  const follower = await makeViewer({ organizationId, membership: "member" });
  Object.assign(people, { filer: member, follower, colleague, manager: owner });
  Object.assign(people, { staff: guarded.staff, stranger: guarded.stranger });
  account.put("m-2", { subject: "Shared" });
  await syncNow(owner, { connectionId });
  [{ id: laterId }] = (await sql<{ id: string }>(
    "SELECT id FROM ticket WHERE external_id = 'm-2'",
  )) as [{ id: string }];
  const submissions: Array<[string, string, string, string | null, string | null]> = [
    [randomUUID().slice(0, 26), "create", "sent", ticketId, null],
    [randomUUID().slice(0, 26), "create", "sent", laterId, ticketId],
    [PENDING, "reply", "needs_decision", ticketId, null],
  ];
  for (const [id, kind, state, about, continues] of submissions)
    await sql(
      `INSERT INTO submission (id, organization_id, connection_id, user_id, form_key, kind, state,
         payload, payload_hash, ticket_id, continues_ticket_id)
       VALUES ($1, $2, $3, $4, $1, $5, $6, '{"message": "Text"}', '-', $7, $8)`,
      [id, organizationId, connectionId, member.userId, kind, state, about, continues],
    );
  await sql(
    `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, details,
       read_at) VALUES ($1, $2, $3, 'box', 'b-1', 'Box', '{}', now())`,
    [SERVICE, organizationId, connectionId],
  );
  await sql(
    `INSERT INTO ticket_service (ticket_id, position, kind, service_id, details)
     VALUES ($1, 0, 'box', $2, '{}')`,
    [ticketId, SERVICE],
  );
  await setTicketPrivacy(member, { ticketId, isPrivate: true });
  await sql("INSERT INTO ticket_follow (ticket_id, user_id, level) VALUES ($1, $2, 'follow')", [
    ticketId,
    follower.userId,
  ]);
});

/** Audited, without those of encrypted messages. */
const FOR_STAFF = new Set(["a file", "all files"]);

describe("a private ticket", () => {
  it.each(Object.entries(READERS))("is shown to its people only by %s", async (name, read) => {
    const answers: Record<string, boolean> = {};
    for (const [who, viewer] of Object.entries(people)) answers[who] = await learns(viewer, read);
    expect(answers).toEqual({
      filer: true,
      follower: true,
      colleague: false,
      manager: false,
      staff: FOR_STAFF.has(name),
      stranger: false,
    });
  });

  it("is shown to staff on their own page", async () => {
    const ticket = await getReviewTicket(guarded.staff, guarded.ticketId);
    expect(ticket?.privacy).toEqual({ isPrivate: true, mayChange: false });
  });

  it("is shown to nobody whose account is disabled", async () => {
    expect(await currentViewer(guarded.disabled.userId)).toBeNull();
  });

  it("is changed by none of the others", async () => {
    const { ticketId } = guarded;
    const items = [{ ticketId, formKey: randomUUID() }];
    for (const name of ["colleague", "manager", "staff", "stranger"]) {
      const viewer = people[name] as Viewer;
      const writes = [
        () => setTicketPrivacy(viewer, { ticketId, isPrivate: false }),
        () => followTicket(viewer, { ticketId, level: "follow" }),
        () => markSensitive(viewer, { ticketId, isSensitive: true }),
        () => closeTickets(viewer, { items }),
        () => sendReply(viewer, forms(() => "").reply(ticketId)),
        () => decideSubmission(viewer, { submissionId: PENDING, decision: "drop" }),
      ];
      for (const write of writes)
        await expect(write()).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("who is writing a reply", () => {
  const writing = async (viewer: Viewer | undefined) =>
    (await ticketUpdates(viewer as Viewer, { ticketId: guarded.ticketId, since: new Date() }))
      .writing;
  const write = (viewer: Viewer | undefined, message: string) =>
    sql(
      `INSERT INTO draft (id, user_id, kind, target_id, form_key, values)
       VALUES ($1, $2, 'reply', $3, $1, $4)
       ON CONFLICT (user_id, kind, target_id) DO UPDATE SET values = $4, updated_at = now()`,
      [randomUUID().slice(0, 26), viewer?.userId, guarded.ticketId, { message, encrypted: "" }],
    );

  it("is told to others who see the ticket, by name and for a minute", async () => {
    const { filer, follower, colleague, stranger } = people;
    for (const { userId } of [guarded.reader, guarded.disabled, guarded.staff])
      await sql("INSERT INTO ticket_follow (ticket_id, user_id, level) VALUES ($1, $2, 'mute')", [
        guarded.ticketId,
        userId,
      ]);
    for (const person of [colleague, stranger, guarded.staff, guarded.reader, guarded.disabled])
      await write(person, "Hidden");
    await sql("UPDATE \"user\" SET name = 'Anna' WHERE id = $1", [follower?.userId]);
    await write(follower, " ");
    expect(await writing(filer)).toEqual([]);
    await write(follower, "It works again.");
    expect(await writing(filer)).toEqual(["Anna"]);
    expect(await writing(follower)).toEqual([]);
    await sql("UPDATE draft SET updated_at = now() - interval '61 seconds'");
    expect(await writing(filer)).toEqual([]);
  });
});

describe("who sees a ticket", () => {
  it("is changed by the person who filed it", async () => {
    const { ticketId, member } = guarded;
    const { colleague, follower } = people as Record<string, Viewer>;
    const change = (viewer: Viewer | undefined, isPrivate: boolean) =>
      setTicketPrivacy(viewer as Viewer, { ticketId, isPrivate });
    await expect(change(follower, false)).rejects.toMatchObject({ code: "forbidden" });
    await change(member, false);
    expect(await getTicket(colleague as Viewer, ticketId)).not.toBeNull();
    await expect(change(colleague, true)).rejects.toMatchObject({ code: "forbidden" });
    await expect(change(guarded.reader, true)).rejects.toMatchObject({ code: "forbidden" });
    await change(member, true);
    expect(await getTicket(follower as Viewer, ticketId)).toBeNull();
    expect(
      await sql("SELECT action FROM audit_entry WHERE action LIKE 'ticket.%' ORDER BY id"),
    ).toEqual([
      { action: "ticket.made_private" },
      { action: "ticket.viewed" },
      { action: "ticket.shared" },
      { action: "ticket.made_private" },
    ]);
  });
});
