import { sql } from "kysely";

import { type Db, db, transaction } from "../../../db/kysely";
import { SEARCH_VERSION } from "../../../search/version";
import { integer, jsonb, nullable, statement, text, textArray } from "../declare-statement";
import { type SearchableTicket, searchVector } from "./search-index";

const BATCH = 200;
/** Advisory lock: one process at a time reindexes. */
const LOCK = "reindex_search";

/** Uses the index's minimum: EXISTS would scan the table while statistics are stale. */
export async function hasOutdatedSearch(): Promise<boolean> {
  const row = await db()
    .selectFrom("ticket_search")
    .select((eb) => eb.fn.min("version").as("oldest"))
    .executeTakeFirst();
  return (row?.oldest ?? SEARCH_VERSION) < SEARCH_VERSION;
}

async function lockReindexing(client: Db): Promise<boolean> {
  const row = await client
    .selectNoFrom(sql<boolean>`pg_try_advisory_xact_lock(hashtextextended(${LOCK}, 0))`.as("held"))
    .executeTakeFirst();
  return row?.held ?? false;
}

const updateSearchWords = statement("updateSearchWords", {
  parameters: { ticketIds: textArray, words: textArray, version: integer },
  text: ({ ticketIds, words, version }) => `
    UPDATE ticket_search s
    SET words = r.words::tsvector, version = ${version}, indexed_at = clock_timestamp()
    FROM unnest(${ticketIds}::text[], ${words}::text[]) AS r(ticket_id, words)
    WHERE s.ticket_id = r.ticket_id AND s.version < ${version}`,
});

/** Reindexes a batch. Returns its size; 0 when none is left or another process reindexes. */
export async function reindexSearchBatch(size = BATCH): Promise<number> {
  return transaction(async (client) => {
    if (!(await lockReindexing(client))) return 0;
    // Skips rows that a sync is writing: it indexes them itself.
    const outdated = await client
      .selectFrom("ticket_search")
      .where("version", "<", SEARCH_VERSION)
      .orderBy("version")
      .limit(size)
      .select("ticket_id")
      .forUpdate()
      .skipLocked()
      .execute();
    const ticketIds = outdated.map((row) => row.ticket_id);
    if (ticketIds.length === 0) return 0;
    const tickets = await searchableTickets(client, ticketIds);
    const words = ticketIds.map((id) => wordsOf(tickets.get(id)));
    await updateSearchWords.run(client, { ticketIds, words, version: SEARCH_VERSION });
    return ticketIds.length;
  });
}

function wordsOf(ticket: SearchableTicket | undefined): string {
  return ticket ? searchVector(ticket) : "";
}

/** True unless the last event about the message or file is its removal. */
function isShown(part: "message" | "attachment", alias: string): string {
  return `
    (SELECT e.kind FROM event e
     WHERE e.ticket_id = t.id AND e.field = ${alias}.external_id
       AND e.kind IN ('${part}_added', '${part}_removed')
     ORDER BY e.id DESC LIMIT 1) IS DISTINCT FROM '${part}_removed'`;
}

/** Leaves out parts that the provider has removed. */
const selectSearchable = statement("selectSearchable", {
  parameters: { ticketIds: textArray },
  columns: {
    id: text,
    externalId: text,
    number: text,
    subject: nullable(text),
    body: nullable(text),
    requesterName: nullable(text),
    services: jsonb<SearchableTicket["services"]>(),
    messages: jsonb<SearchableTicket["messages"]>(),
    attachments: jsonb<SearchableTicket["attachments"]>(),
  },
  text: ({ ticketIds }) => `
    SELECT t.id, t.external_id AS "externalId", t.number, t.subject, t.body, t.requester_name AS "requesterName",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('externalId', v.external_id, 'name', ts.name,
         'listedName', CASE WHEN v.listed_at IS NOT NULL THEN v.name END)
         ORDER BY ts.position), '[]')
       FROM ticket_service ts LEFT JOIN service v ON v.id = ts.service_id
       WHERE ts.ticket_id = t.id) AS services,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('externalId', m.external_id, 'body', m.body,
         'encrypted', m.encrypted) ORDER BY m.position), '[]')
       FROM message m WHERE m.ticket_id = t.id AND ${isShown("message", "m")}) AS messages,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('filename', a.filename,
         'messageExternalId', a.message_external_id)), '[]')
       FROM attachment a WHERE a.ticket_id = t.id AND ${isShown("attachment", "a")})
        AS attachments
    FROM ticket t WHERE t.id = ANY(${ticketIds})`,
});

async function searchableTickets(
  client: Db,
  ticketIds: string[],
): Promise<Map<string, SearchableTicket>> {
  const { rows } = await selectSearchable.run(client, { ticketIds });
  return new Map(rows.map((row) => [row.id, row]));
}
