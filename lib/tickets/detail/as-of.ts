import { db } from "../../db/kysely";
import type { Json, TicketProvider, TicketSnapshot } from "../../providers/contract";
import { turnOf } from "../../providers/turn";
import { hasOwnName } from "../service-name";
import type { DetailRow, TicketParts } from "./detail-rows";

/** A ticket at a past time, from the newest revision up to then. */
export interface PastTicket {
  row: DetailRow;
  parts: TicketParts;
  /** When this revision was first seen. */
  seenAt: Date;
  /** When the next revision was seen; null for the newest. */
  until: Date | null;
  /** When the previous revision was first seen; null for the first. */
  earlier: Date | null;
}

/**
 * Restores a ticket at a past time from the provider's raw JSON. Ids and file addresses are
 * today's. Returns null before the first revision and for JSON that this version cannot parse. The
 * caller has found the ticket in the viewer's scope.
 */
export async function loadPastTicket(
  row: DetailRow,
  parts: TicketParts,
  provider: TicketProvider,
  at: Date,
): Promise<PastTicket | null> {
  const found = await revisionAt(row.id, at);
  const snapshot = found && provider.snapshotOf(found.raw, found.seenAt);
  if (!snapshot) return null;
  return {
    row: toPastRow(row, snapshot, provider),
    parts: toPastParts(parts, snapshot),
    seenAt: found.seenAt,
    until: found.until,
    earlier: found.earlier,
  };
}

async function revisionAt(ticketId: string, at: Date) {
  return db()
    .selectFrom("revision as r")
    .innerJoin("raw_content as c", (join) =>
      join.onRef("c.ticket_id", "=", "r.ticket_id").onRef("c.content_hash", "=", "r.content_hash"),
    )
    .select((eb) => [
      eb.ref("c.raw").$castTo<Json>().as("raw"),
      "r.seen_at as seenAt",
      eb
        .selectFrom("revision as later")
        .select(({ fn }) => fn.min("later.seen_at").as("at"))
        .whereRef("later.ticket_id", "=", "r.ticket_id")
        .whereRef("later.id", ">", "r.id")
        .as("until"),
      eb
        .selectFrom("revision as prior")
        .select(({ fn }) => fn.max("prior.seen_at").as("at"))
        .whereRef("prior.ticket_id", "=", "r.ticket_id")
        .whereRef("prior.id", "<", "r.id")
        .as("earlier"),
    ])
    .where("r.ticket_id", "=", ticketId)
    .where("r.seen_at", "<=", at)
    .orderBy("r.id", "desc")
    .limit(1)
    .executeTakeFirst();
}

function toPastRow(row: DetailRow, snapshot: TicketSnapshot, provider: TicketProvider): DetailRow {
  return {
    ...row,
    subject: snapshot.subject,
    body: snapshot.body ?? null,
    status: snapshot.status,
    turn: turnOf(provider, snapshot.status),
    priority: snapshot.priority,
    categoryId: snapshot.category?.id ?? null,
    categoryLabel: snapshot.category?.label ?? null,
    requesterName: snapshot.requesterName,
    cc: snapshot.cc,
    collaboratorIds: snapshot.collaboratorIds,
    messageCount: snapshot.messageCount,
    fields: snapshot.fields,
    providerUrl: snapshot.providerUrl,
    openedAt: snapshot.openedAt,
    updatedAt: snapshot.updatedAt,
    lastMessageAt: snapshot.lastMessageAt,
  };
}

/** A message that is encrypted now stays hidden in every revision. */
function toPastParts(parts: TicketParts, snapshot: TicketSnapshot): TicketParts {
  const now = new Map(parts.messages.map((message) => [message.externalId, message]));
  const files = new Map(parts.attachments.map((attachment) => [attachment.externalId, attachment]));
  return {
    messages: (snapshot.messages ?? []).map((message) => {
      const known = now.get(message.externalId);
      // The author may be known from other calls than this JSON.
      const isSenderKnown = message.sender !== "unknown";
      return {
        ...message,
        sender: isSenderKnown ? message.sender : (known?.sender ?? message.sender),
        senderName: message.senderName ?? known?.senderName ?? null,
        encrypted: message.encrypted || (known?.encrypted ?? false),
        sentAt: message.sentAt?.toISOString() ?? null,
        removedAt: null,
      };
    }),
    attachments: (snapshot.attachments ?? []).flatMap((attachment) => {
      const known = files.get(attachment.externalId);
      return known
        ? [
            {
              ...known,
              messageExternalId: attachment.messageExternalId,
              filename: attachment.filename,
              mimeType: attachment.mimeType,
              removedAt: null,
            },
          ]
        : [];
    }),
    services: snapshot.services.map((service) => {
      const now = parts.services.find(
        (each) => each.kind === service.kind && each.externalId === service.externalId,
      );
      return {
        serviceId: now?.serviceId ?? null,
        // The service may have been renamed since.
        listedName: hasOwnName(service) ? null : (now?.listedName ?? null),
        status: null,
        newDetails: null,
        goneAt: null,
        ...service,
      };
    }),
  };
}
