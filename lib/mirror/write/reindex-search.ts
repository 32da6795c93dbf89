import type { Db } from "../../db/kysely";
import { sql, sqlResult,transaction } from "../../db/sql";
import { SEARCH_VERSION } from "../../search/version";
import { type SearchableTicket, searchVector } from "./search-index";

const BATCH = 200;
/** Advisory lock: one process at a time reindexes. */
const LOCK = "reindex_search";

/** Uses the index's minimum: EXISTS would scan the table while statistics are stale. */
export async function hasOutdatedSearch(): Promise<boolean> {
  const [row] = await sql<{ outdated: boolean | null }>(
    "SELECT min(version) < $1 AS outdated FROM ticket_search",
    [SEARCH_VERSION],
  );
  return row?.outdated ?? false;
}

/** Reindexes a batch. Returns its size; 0 when none is left or another process reindexes. */
export async function reindexSearchBatch(size = BATCH): Promise<number> {
  return transaction(async (client) => {
    const lock = await sqlResult<{ held: boolean }>(
      "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS held",
      [LOCK],
      client,
    );
    if (!lock.rows[0]?.held) return 0;
    // Skips rows that a sync is writing: it indexes them itself.
    const outdated = await sqlResult<{ ticket_id: string }>(
      `SELECT ticket_id FROM ticket_search WHERE version < $1
        ORDER BY version LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [SEARCH_VERSION, size],
      client,
    );
    const ids = outdated.rows.map((row) => row.ticket_id);
    if (ids.length === 0) return 0;
    const tickets = await searchableTickets(client, ids);
    await sqlResult(
      `UPDATE ticket_search s SET words = r.words::tsvector, version = $3,
         indexed_at = clock_timestamp()
         FROM unnest($1::text[], $2::text[]) AS r(ticket_id, words)
        WHERE s.ticket_id = r.ticket_id AND s.version < $3`,
      [ids, ids.map((id) => wordsOf(tickets.get(id))), SEARCH_VERSION],
      client,
    );
    return ids.length;
  });
}

function wordsOf(ticket: SearchableTicket | undefined): string {
  return ticket ? searchVector(ticket) : "";
}

type Row = SearchableTicket & { id: string };

/** Leaves out parts that the provider has removed. */
async function searchableTickets(
  client: Db,
  ids: string[],
): Promise<Map<string, SearchableTicket>> {
  const { rows } = await sqlResult<Row>(
    `SELECT t.id, t.number, t.subject, t.body, t.requester_name AS "requesterName",
            ARRAY(SELECT ts.name FROM ticket_service ts WHERE ts.ticket_id = t.id ORDER BY ts.position)
              AS services,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('externalId', m.external_id, 'body', m.body,
                      'encrypted', m.encrypted) ORDER BY m.position), '[]')
               FROM message m WHERE m.ticket_id = t.id AND ${isShown("message", "m")}) AS messages,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('filename', a.filename,
                      'messageExternalId', a.message_external_id)), '[]')
               FROM attachment a WHERE a.ticket_id = t.id AND ${isShown("attachment", "a")})
              AS attachments
       FROM ticket t WHERE t.id = ANY($1)`,
    [ids],
    client,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** True unless the last event about the message or file is its removal. */
function isShown(part: "message" | "attachment", alias: string): string {
  return `
    (SELECT e.kind FROM event e WHERE e.ticket_id = t.id AND e.field = ${alias}.external_id
             AND e.kind IN ('${part}_added', '${part}_removed') ORDER BY e.id DESC LIMIT 1)
          IS DISTINCT FROM '${part}_removed'`;
}
