import { isAnyOf } from "../db/expressions";
import { db } from "../db/kysely";
import {
  hasFactorFor,
  isNotesTopic,
  mayReadTicket,
  mayReviewTicket,
  ticketsAsReadBy,
} from "../notices/record/readable";
import type { MailBody, MailTopic } from "./mail-body";
import type { TakenMail } from "./mail-rows";

/**
 * Returns the parts of a mail that its recipient may still get, as it may have waited for hours: not of
 * tickets that they may no longer read or have read in the portal, and no messages of one that has become
 * sensitive. Null if nothing is left, or if the person was disabled or has changed their address.
 */
export async function readableBody(mail: TakenMail, body: MailBody): Promise<MailBody | null> {
  const { guard_user_id: userId, guard_organization_id: organizationId } = mail;
  if (userId === null) return body;
  const topics: MailTopic[] = [
    ...(organizationId === null
      ? []
      : [
          {
            organizationId,
            ticketId: mail.guard_ticket_id,
            needsManager: body.needsManager,
            needsStaff: body.needsStaff,
          },
        ]),
    ...(body.sections ?? []),
  ];
  const rights = await readersRights(userId, mail.recipient, topics);
  if (!rights) return null;
  const { mayRead, isSensitive } = rights;
  if (body.sections) {
    const sections = body.sections.filter(mayRead);
    return sections.length === 0 ? null : { ...body, sections };
  }
  if (!topics.every(mayRead)) return null;
  return topics.some(isSensitive) ? { ...body, quotes: [] } : body;
}

interface ReadersRights {
  mayRead: (topic: MailTopic) => boolean;
  isSensitive: (topic: MailTopic) => boolean;
}

/** Returns null for a person who must not be mailed. */
async function readersRights(
  userId: string,
  address: string,
  topics: readonly MailTopic[],
): Promise<ReadersRights | null> {
  const person = await db()
    .selectFrom("user")
    .where("id", "=", userId)
    .where("email", "=", address)
    .where("disabled_at", "is", null)
    .where("email_verified_at", "is not", null)
    .select("id")
    .executeTakeFirst();
  if (!person) return null;
  const idsOf = (isOfNotes: boolean) =>
    topics.flatMap(({ ticketId, needsStaff = false }) =>
      ticketId !== null && needsStaff === isOfNotes ? ticketId : [],
    );
  const ticketIds = idsOf(false);
  const noteIds = idsOf(true);
  const organizationIds = topics.flatMap((topic) => (topic.ticketId ? [] : topic.organizationId));
  const tickets = ticketIds.length === 0 ? [] : await readableTickets(userId, ticketIds);
  const noted = noteIds.length === 0 ? [] : await notedTickets(userId, noteIds);
  const organizations =
    organizationIds.length === 0 ? [] : await openOrganizations(userId, organizationIds);
  const sensitive = new Set(tickets.flatMap(({ id, isSensitive }) => (isSensitive ? id : [])));
  const open = new Set(tickets.map(({ id }) => id));
  const openNotes = new Set(noted.map(({ id }) => id));
  return {
    mayRead({ organizationId, ticketId, needsManager = false, needsStaff = false }) {
      if (ticketId !== null) return (needsStaff ? openNotes : open).has(ticketId);
      const found = organizations.find(({ id }) => id === organizationId);
      return found !== undefined && (!needsManager || found.role === "manager");
    },
    isSensitive: ({ ticketId }) => ticketId !== null && sensitive.has(ticketId),
  };
}

/** With the person's role; null for staff. */
async function openOrganizations(userId: string, organizationIds: readonly string[]) {
  const rows = await db()
    .selectFrom("organization as o")
    .innerJoin("user as u", (join) => join.on("u.id", "=", userId))
    .leftJoin("membership as m", (join) =>
      join.onRef("m.user_id", "=", "u.id").onRef("m.organization_id", "=", "o.id"),
    )
    .where((eb) => isAnyOf(eb.ref("o.id"), organizationIds))
    .where((eb) => eb.or([eb("m.role", "is not", null), eb("u.role", "<>", "customer")]))
    .select((eb) => ["o.id", "m.role", hasFactorFor(eb.ref("o.id")).as("hasFactor")])
    .execute();
  return rows.filter(({ hasFactor }) => hasFactor);
}

/** Those that the person has not read in the portal meanwhile. */
async function readableTickets(userId: string, ticketIds: readonly string[]) {
  const rows = await ticketsAsReadBy(db(), userId)
    .leftJoin("notification as n", (join) =>
      join
        .onRef("n.ticket_id", "=", "t.id")
        .on("n.user_id", "=", userId)
        .on((eb) => eb.not(isNotesTopic(eb.ref("n.topic")))),
    )
    .where((eb) => isAnyOf(eb.ref("t.id"), ticketIds))
    .where((eb) => eb.or([eb("n.topic", "is", null), eb("n.unread_since", "is not", null)]))
    .select(["t.id", "setting.is_sensitive as isSensitive", mayReadTicket().as("mayRead")])
    .execute();
  return rows.filter(({ mayRead }) => mayRead);
}

/** Those whose internal notes the person may read, and has not read meanwhile. */
function notedTickets(userId: string, ticketIds: readonly string[]) {
  return ticketsAsReadBy(db(), userId)
    .innerJoin("notification as n", (join) =>
      join
        .onRef("n.ticket_id", "=", "t.id")
        .on("n.user_id", "=", userId)
        .on((eb) => isNotesTopic(eb.ref("n.topic"))),
    )
    .where((eb) => isAnyOf(eb.ref("t.id"), ticketIds))
    .where("n.unread_since", "is not", null)
    .where(mayReviewTicket())
    .select("t.id")
    .execute();
}
