import { type Db, db } from "../../db/kysely";
import {
  jsonb,
  nullable,
  statement,
  text,
  textArray,
  timestamp,
  type Values,
} from "./declare-statement";
import type { ExistingParts } from "./detect-changes";
import type { Cover } from "./not-before";
import { entryHashOf } from "./summary-hash";
import type { TicketRow } from "./ticket-row";
import { TICKET_COLUMNS } from "./ticket-statements";

const selectTickets = statement("selectTickets", {
  parameters: { connectionId: text, externalIds: textArray },
  columns: {
    ...TICKET_COLUMNS,
    covered_from: nullable(timestamp),
    covered_until: nullable(timestamp),
  },
  text: ({ connectionId, externalIds }) => `
    SELECT ${Object.keys(TICKET_COLUMNS)
      .map((name) => `t.${name}`)
      .join(", ")}, c.covered_from, c.covered_until
    FROM ticket t
    JOIN connection c ON c.id = t.connection_id
    WHERE t.connection_id = ${connectionId} AND t.external_id = ANY(${externalIds})`,
});

/** Converts times to ISO text. */
function toTicketRow(row: Values<typeof TICKET_COLUMNS>): TicketRow {
  return {
    ...row,
    opened_at: row.opened_at?.toISOString() ?? null,
    provider_updated_at: row.provider_updated_at?.toISOString() ?? null,
    last_message_at: row.last_message_at?.toISOString() ?? null,
    activity_at: row.activity_at.toISOString(),
    first_seen_at: row.first_seen_at.toISOString(),
    read_at: row.read_at.toISOString(),
    full_read_at: row.full_read_at?.toISOString() ?? null,
    conversation_read_at: row.conversation_read_at?.toISOString() ?? null,
    gone_at: row.gone_at?.toISOString() ?? null,
    timeline_at: row.timeline_at?.toISOString() ?? null,
  };
}

export interface ExistingTickets {
  /** By external id. */
  tickets: Map<string, TicketRow>;
  /** The last sweep that covered them. */
  cover: Cover | null;
}

export async function loadTickets(
  connectionId: string,
  externalIds: string[],
  on: Db,
): Promise<ExistingTickets> {
  const { rows } = await selectTickets.run(on, { connectionId, externalIds });
  const tickets = rows.map(({ covered_from: _from, covered_until: _until, ...row }) => row);
  const { covered_from: from, covered_until: until } = rows[0] ?? {};
  return {
    tickets: new Map(tickets.map((row) => [row.external_id, toTicketRow(row)])),
    cover: from && until ? { from, until } : null,
  };
}

/** For tickets of which none is mirrored yet. */
export async function loadCover(connectionId: string, on: Db): Promise<Cover | null> {
  const row = await on
    .selectFrom("connection")
    .where("id", "=", connectionId)
    .select(["covered_from as from", "covered_until as until"])
    .executeTakeFirst();
  return row?.from && row.until ? { from: row.from, until: row.until } : null;
}

const selectSummaries = statement("selectSummaries", {
  parameters: { connectionId: text, externalIds: textArray },
  columns: { external_id: text, summary_hash: text },
  text: ({ connectionId, externalIds }) => `
    SELECT external_id, summary_hash
    FROM ticket
    WHERE connection_id = ${connectionId} AND external_id = ANY(${externalIds})
      AND gone_at IS NULL`,
});

/** Loads the digests of the last list entries. Deleted tickets have none and are read in full. */
export async function loadSummaries(
  connectionId: string,
  externalIds: string[],
): Promise<Map<string, string>> {
  const { rows } = await selectSummaries.run(db(), { connectionId, externalIds });
  return new Map(rows.map((row) => [row.external_id, entryHashOf(row.summary_hash)]));
}

export const NO_PARTS: ExistingParts = {
  messages: new Map(),
  attachments: new Map(),
  services: [],
};

interface MessageJson {
  id: string;
  body: string | null;
  encrypted: boolean;
  sender: string;
  senderName: string | null;
  changedAt: string | null;
  isRemoved: boolean;
}

interface AttachmentJson {
  id: string;
  messageExternalId: string | null;
  filename: string | null;
  mimeType: string | null;
  changedAt: string | null;
  isRemoved: boolean;
}

const selectParts = statement("selectParts", {
  parameters: { ticketIds: textArray },
  columns: {
    ticket_id: text,
    messages: nullable(jsonb<MessageJson[]>()),
    attachments: nullable(jsonb<AttachmentJson[]>()),
    services: nullable(jsonb<ExistingParts["services"]>()),
  },
  text: ({ ticketIds }) => `
    SELECT t.id AS ticket_id,
      (SELECT jsonb_agg(jsonb_build_object(
         'id', m.external_id, 'body', m.body, 'encrypted', m.encrypted,
         'sender', m.sender, 'senderName', m.sender_name,
         'changedAt', m.changed_at, 'isRemoved', m.removed_at IS NOT NULL) ORDER BY m.position)
       FROM message m WHERE m.ticket_id = t.id) AS messages,
      (SELECT jsonb_agg(jsonb_build_object(
         'id', a.external_id, 'messageExternalId', a.message_external_id,
         'filename', a.filename, 'mimeType', a.mime_type,
         'changedAt', a.changed_at, 'isRemoved', a.removed_at IS NOT NULL))
       FROM attachment a WHERE a.ticket_id = t.id) AS attachments,
      (SELECT jsonb_agg(jsonb_build_object(
         'kind', ts.kind, 'externalId', s.external_id, 'name', ts.name,
         'details', ts.details) ORDER BY ts.position)
       FROM ticket_service ts
       LEFT JOIN service s ON s.id = ts.service_id
       WHERE ts.ticket_id = t.id) AS services
    FROM ticket t
    WHERE t.id = ANY(${ticketIds})`,
});

export async function loadParts(ticketIds: string[], on: Db): Promise<Map<string, ExistingParts>> {
  if (ticketIds.length === 0) return new Map();
  const { rows } = await selectParts.run(on, { ticketIds });
  return new Map(
    rows.map((row) => [
      row.ticket_id,
      {
        messages: new Map((row.messages ?? []).map(({ id, ...message }) => [id, message])),
        attachments: new Map((row.attachments ?? []).map(({ id, ...file }) => [id, file])),
        services: row.services ?? [],
      },
    ]),
  );
}

const selectContentHashes = statement("selectContentHashes", {
  parameters: { ticketIds: textArray, contentHashes: textArray },
  columns: { ticket_id: text, content_hash: text },
  text: ({ ticketIds, contentHashes }) => `
    SELECT c.ticket_id, c.content_hash
    FROM raw_content c
    JOIN unnest(${ticketIds}::text[], ${contentHashes}::text[]) AS p(ticket_id, content_hash)
      USING (ticket_id, content_hash)`,
});

/** Returns which of these contents the tickets have had before. */
export async function loadContentHashes(
  pairs: Array<{ ticketId: string; contentHash: string }>,
  on: Db,
): Promise<Set<string>> {
  if (pairs.length === 0) return new Set();
  const { rows } = await selectContentHashes.run(on, {
    ticketIds: pairs.map((pair) => pair.ticketId),
    contentHashes: pairs.map((pair) => pair.contentHash),
  });
  return new Set(rows.map((row) => `${row.ticket_id}:${row.content_hash}`));
}
