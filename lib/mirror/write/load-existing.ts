import { type Queryable, sql } from "../../db/sql";
import type { Json } from "../../providers/contract";
import type { ExistingParts } from "./detect-changes";
import { SELECT_TICKETS } from "./statements";
import type { TicketRow } from "./ticket-row";

type Optional = "opened_at" | "provider_updated_at" | "last_message_at" | "gone_at";
type Always = "activity_at" | "first_seen_at" | "read_at";
type Loaded = Omit<TicketRow, Optional | Always> &
  Record<Optional, Date | null> &
  Record<Always, Date>;

/** Converts times to ISO text. */
function toTicketRow(row: Loaded): TicketRow {
  return {
    ...row,
    opened_at: row.opened_at?.toISOString() ?? null,
    provider_updated_at: row.provider_updated_at?.toISOString() ?? null,
    last_message_at: row.last_message_at?.toISOString() ?? null,
    activity_at: row.activity_at.toISOString(),
    first_seen_at: row.first_seen_at.toISOString(),
    read_at: row.read_at.toISOString(),
    gone_at: row.gone_at?.toISOString() ?? null,
  };
}

export async function loadTickets(
  connectionId: string,
  externalIds: string[],
  on?: Queryable,
): Promise<Map<string, TicketRow>> {
  const rows = await sql<Loaded>(SELECT_TICKETS, [connectionId, externalIds], on);
  return new Map(rows.map((row) => [row.external_id, toTicketRow(row)]));
}

/** Loads the digests of the last list entries. Deleted tickets have none and are read in full. */
export async function loadSummaries(
  connectionId: string,
  externalIds: string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ external_id: string; summary_hash: string }>(
    `SELECT external_id, summary_hash
     FROM ticket
     WHERE connection_id = $1 AND external_id = ANY($2) AND gone_at IS NULL`,
    [connectionId, externalIds],
  );
  return new Map(rows.map((row) => [row.external_id, row.summary_hash]));
}

export const NO_PARTS: ExistingParts = {
  messages: new Map(),
  attachments: new Map(),
  removed: new Set(),
  services: [],
};

interface PartsRow {
  ticket_id: string;
  messages: Array<{
    id: string;
    body: string | null;
    encrypted: boolean;
    sender: string;
    senderName: string | null;
  }> | null;
  attachments: Array<{ id: string; filename: string | null }> | null;
  removed: string[] | null;
  services: Array<{
    kind: string;
    externalId: string | null;
    name: string | null;
    details: Json;
  }> | null;
}

export async function loadParts(
  ticketIds: string[],
  on: Queryable,
): Promise<Map<string, ExistingParts>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await sql<PartsRow>(
    `SELECT t.id AS ticket_id,
       (SELECT jsonb_agg(jsonb_build_object(
          'id', m.external_id, 'body', m.body, 'encrypted', m.encrypted,
          'sender', m.sender, 'senderName', m.sender_name))
        FROM message m WHERE m.ticket_id = t.id) AS messages,
       (SELECT jsonb_agg(jsonb_build_object('id', a.external_id, 'filename', a.filename))
        FROM attachment a WHERE a.ticket_id = t.id) AS attachments,
       (SELECT array_agg(e.field)
        FROM (
          SELECT DISTINCT ON (field) field, kind
          FROM event
          WHERE ticket_id = t.id AND kind IN
            ('message_added', 'message_removed', 'attachment_added', 'attachment_removed')
          ORDER BY field, id DESC) e
        WHERE e.kind LIKE '%removed') AS removed,
       (SELECT jsonb_agg(jsonb_build_object(
          'kind', ts.kind, 'externalId', s.external_id, 'name', ts.name,
          'details', ts.details) ORDER BY ts.position)
        FROM ticket_service ts
        LEFT JOIN service s ON s.id = ts.service_id
        WHERE ts.ticket_id = t.id) AS services
     FROM ticket t
     WHERE t.id = ANY($1)`,
    [ticketIds],
    on,
  );
  return new Map(
    rows.map((row) => [
      row.ticket_id,
      {
        messages: new Map((row.messages ?? []).map(({ id, ...message }) => [id, message])),
        attachments: new Map((row.attachments ?? []).map(({ id, filename }) => [id, filename])),
        removed: new Set(row.removed ?? []),
        services: row.services ?? [],
      },
    ]),
  );
}

/** Returns which of these contents the tickets have had before. */
export async function loadContentHashes(
  pairs: Array<{ ticketId: string; contentHash: string }>,
  on: Queryable,
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const rows = await sql<{ ticket_id: string; content_hash: string }>(
    `SELECT c.ticket_id, c.content_hash
     FROM raw_content c
     JOIN unnest($1::text[], $2::text[]) AS p(ticket_id, content_hash) USING (ticket_id,
       content_hash)`,
    [pairs.map((pair) => pair.ticketId), pairs.map((pair) => pair.contentHash)],
    on,
  );
  return new Set(rows.map((row) => `${row.ticket_id}:${row.content_hash}`));
}
