import { sql } from "../../db/sql";
import type { Json, TicketProvider, TicketSnapshot } from "../../providers/contract";
import { turnOf } from "../../providers/turn";
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
  const [found] = await sql<{ raw: Json; seen_at: Date; until: Date | null; earlier: Date | null }>(
    `SELECT c.raw, r.seen_at,
        (
          SELECT min(later.seen_at)
          FROM revision later
          WHERE later.ticket_id = r.ticket_id
            AND later.id > r.id
        ) AS until,
        (
          SELECT max(prior.seen_at)
          FROM revision prior
          WHERE prior.ticket_id = r.ticket_id
            AND prior.id < r.id
        ) AS earlier
      FROM revision r
      JOIN raw_content c USING (ticket_id, content_hash)
      WHERE r.ticket_id = $1
        AND r.seen_at <= $2
      ORDER BY r.id DESC
      LIMIT 1`,
    [row.id, at],
  );
  const snapshot = found && provider.snapshotOf(found.raw, found.seen_at);
  if (!snapshot) return null;
  return {
    row: toPastRow(row, snapshot, provider),
    parts: toPastParts(parts, snapshot),
    seenAt: found.seen_at,
    until: found.until,
    earlier: found.earlier,
  };
}

function toPastRow(row: DetailRow, snapshot: TicketSnapshot, provider: TicketProvider): DetailRow {
  return {
    ...row,
    subject: snapshot.subject,
    body: snapshot.body ?? null,
    status: snapshot.status,
    turn: turnOf(provider, snapshot.status),
    priority: snapshot.priority,
    category_id: snapshot.category?.id ?? null,
    category_label: snapshot.category?.label ?? null,
    requester_name: snapshot.requesterName,
    cc: snapshot.cc,
    collaborator_ids: snapshot.collaboratorIds,
    message_count: snapshot.messageCount,
    fields: snapshot.fields,
    provider_url: snapshot.providerUrl,
    opened_at: snapshot.openedAt,
    provider_updated_at: snapshot.updatedAt,
    last_message_at: snapshot.lastMessageAt,
  };
}

/** A message that is encrypted now stays hidden in every revision. */
function toPastParts(parts: TicketParts, snapshot: TicketSnapshot): TicketParts {
  const now = new Map(parts.messages.map((message) => [message.externalId, message]));
  const files = new Map(parts.attachments.map((attachment) => [attachment.externalId, attachment]));
  return {
    messages: (snapshot.messages ?? []).map((message) => ({
      ...message,
      encrypted: message.encrypted || (now.get(message.externalId)?.encrypted ?? false),
      sentAt: message.sentAt?.toISOString() ?? null,
    })),
    attachments: (snapshot.attachments ?? []).flatMap((attachment) => {
      const known = files.get(attachment.externalId);
      return known
        ? [
            {
              ...known,
              messageExternalId: attachment.messageExternalId,
              filename: attachment.filename,
              mimeType: attachment.mimeType,
            },
          ]
        : [];
    }),
    services: snapshot.services.map((service) => ({
      serviceId:
        parts.services.find(
          (each) => each.kind === service.kind && each.externalId === service.externalId,
        )?.serviceId ?? null,
      ...service,
    })),
  };
}
