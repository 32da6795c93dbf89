import { expect } from "vitest";

import { reindexSearchBatch } from "@/lib/mirror/write/search/reindex-search";
import { DOUBTFUL } from "@/lib/mirror/write/summary-hash";
import { sql } from "@/tests/helpers/sql";

/** Removed parts are kept with an event, which a first reading cannot know. */
const isShown = (part: "message" | "attachment", row: string) =>
  `(SELECT e.kind FROM event e
     WHERE e.ticket_id = t.id AND e.field = ${row}.external_id
       AND e.kind IN ('${part}_added', '${part}_removed')
     ORDER BY e.id DESC LIMIT 1)
    IS DISTINCT FROM '${part}_removed'`;

/** Everything that a reading decides about a ticket; ids and times of reading are left out. */
const TICKETS = `
  SELECT t.external_id, t.number, t.subject, t.body, t.status, t.turn, t.priority,
         t.category_id, t.category_label,
         t.requester_name, t.cc, t.collaborator_ids, t.message_count,
         t.fields, t.provider_url, t.opened_at, t.provider_updated_at, t.last_message_at,
         t.activity_at, t.summary_hash, t.content_hash, w.words::text AS words,
         (SELECT jsonb_agg(jsonb_build_array(m.external_id, m.position, m.sender, m.sender_name, m.body,
                                             m.encrypted, m.sent_at)
                           ORDER BY m.position, m.external_id)
            FROM message m
           WHERE m.ticket_id = t.id AND ${isShown("message", "m")}) AS messages,
         (SELECT jsonb_agg(jsonb_build_array(a.external_id, a.message_external_id, a.filename,
                                             a.mime_type, a.download_url)
                           ORDER BY a.external_id)
            FROM attachment a
           WHERE a.ticket_id = t.id AND ${isShown("attachment", "a")}) AS attachments,
         (SELECT jsonb_agg(jsonb_build_array(l.kind, l.name, s.external_id) ORDER BY l.position)
            FROM ticket_service l LEFT JOIN service s ON s.id = l.service_id
           WHERE l.ticket_id = t.id) AS services,
         (SELECT c.raw FROM raw_content c
           WHERE c.ticket_id = t.id AND c.content_hash = t.content_hash) AS raw
    FROM ticket t LEFT JOIN ticket_search w ON w.ticket_id = t.id
   WHERE t.connection_id = $1 AND t.gone_at IS NULL ORDER BY t.external_id COLLATE "C"`;

const CATEGORIES = `
  SELECT external_id, label FROM category
   WHERE connection_id = $1 AND gone_at IS NULL
   ORDER BY external_id COLLATE "C"`;
const LISTED_SERVICES = `
  SELECT kind, external_id, name, status, details FROM service
   WHERE connection_id = $1 AND listed_at IS NOT NULL AND gone_at IS NULL
   ORDER BY kind, external_id COLLATE "C"`;

/**
 * Throws unless a mirror equals that of a connection that has just read the account for the first
 * time. A ticket that changed within seconds of a reading is doubtful in that one alone.
 */
export async function expectSameMirror(connectionId: string, freshId: string): Promise<void> {
  // Tickets that were read before their services are marked for the services' names.
  while ((await reindexSearchBatch()) > 0);
  for (const statement of [TICKETS, CATEGORIES, LISTED_SERVICES]) {
    const [mirror, fresh] = [await sql(statement, [connectionId]), await sql(statement, [freshId])];
    const isDoubtful = (index: number) =>
      [mirror, fresh].some((rows) => rows[index]?.summary_hash === DOUBTFUL);
    const comparable = (rows: typeof mirror) =>
      rows.map((row, index) => (isDoubtful(index) ? { ...row, summary_hash: DOUBTFUL } : row));
    expect(comparable(mirror), "the mirror, next to a first reading of the account").toEqual(
      comparable(fresh),
    );
  }
}

/** Throws unless exactly the missing tickets are marked as deleted. */
export async function expectGone(
  connectionId: string,
  isPresent: (id: string) => boolean,
): Promise<void> {
  const rows = await sql<{ external_id: string; gone: boolean }>(
    "SELECT external_id, gone_at IS NOT NULL AS gone FROM ticket WHERE connection_id = $1",
    [connectionId],
  );
  expect(
    rows
      .filter((row) => row.gone)
      .map((row) => row.external_id)
      .toSorted(),
    "tombstones",
  ).toEqual(
    rows
      .map((row) => row.external_id)
      .filter((id) => !isPresent(id))
      .toSorted(),
  );
}

/** Throws if an unfinished sweep left anything. */
export async function expectNothingLeft(connectionId: string): Promise<void> {
  const [row] = await sql(
    `SELECT checkpoint, lease_until, (SELECT count(*)::int FROM swept_page WHERE connection_id = c.id) AS pages,
            (SELECT count(*)::int FROM sync_run WHERE connection_id = c.id AND outcome = 'running') AS running FROM connection c WHERE id = $1`,
    [connectionId],
  );
  expect(row).toEqual({ checkpoint: null, lease_until: null, pages: 0, running: 0 });
}

/** Throws if a content is stored twice, follows itself, or the last one differs from the ticket. */
export async function expectRevisionsOnce(connectionId: string): Promise<void> {
  const twice = await sql(
    "SELECT c.ticket_id FROM raw_content c JOIN ticket t ON t.id = c.ticket_id WHERE t.connection_id = $1 GROUP BY c.ticket_id, md5(c.raw::text) HAVING count(*) > 1",
    [connectionId],
  );
  expect(twice, "contents that are kept twice").toEqual([]);
  const repeated = await sql(
    `SELECT r.id FROM (SELECT r.id, r.content_hash, lag(r.content_hash) OVER (PARTITION BY r.ticket_id ORDER BY r.id) AS before FROM revision r JOIN ticket t ON t.id = r.ticket_id WHERE t.connection_id = $1) r
      WHERE r.content_hash = r.before`,
    [connectionId],
  );
  expect(repeated, "revisions that are what stood before").toEqual([]);
  const other = await sql(
    `SELECT t.external_id FROM ticket t WHERE t.connection_id = $1
        AND t.content_hash IS DISTINCT FROM (SELECT content_hash FROM revision r WHERE r.ticket_id = t.id ORDER BY r.id DESC LIMIT 1)`,
    [connectionId],
  );
  expect(other, "tickets whose last revision is not what they show").toEqual([]);
}

/** Throws unless exactly the parts are marked as removed of which the last event says so. */
export async function expectRemovalsMarked(connectionId: string): Promise<void> {
  const wrong = await sql(
    `SELECT t.external_id, p.part, p.external_id AS part_id, p.removed_at
       FROM ticket t
       CROSS JOIN LATERAL (
         SELECT 'message' AS part, external_id, removed_at FROM message WHERE ticket_id = t.id
         UNION ALL
         SELECT 'attachment', external_id, removed_at FROM attachment WHERE ticket_id = t.id) p
       LEFT JOIN LATERAL (
         SELECT e.kind, e.seen_at FROM event e
          WHERE e.ticket_id = t.id AND e.field = p.external_id
            AND e.kind IN (p.part || '_added', p.part || '_removed')
          ORDER BY e.id DESC LIMIT 1) e ON true
      WHERE t.connection_id = $1
        AND p.removed_at IS DISTINCT FROM CASE WHEN e.kind LIKE '%removed' THEN e.seen_at END`,
    [connectionId],
  );
  expect(wrong, "marks of removed parts that differ from the history").toEqual([]);
}

/** Throws if two sweeps of a connection overlap; an overtaken one ended at the takeover. */
export async function expectOneAtATime(connectionId: string): Promise<void> {
  const overlapping = await sql(
    `SELECT r.id, r.started_at, r.finished_at, n.id AS next_id, n.started_at AS next_started_at FROM sync_run r JOIN sync_run n ON n.connection_id = r.connection_id AND n.id <> r.id
      WHERE r.connection_id = $1 AND r.trigger <> 'opened' AND n.trigger <> 'opened'
        -- Times are rounded to milliseconds.
        AND n.started_at >= r.started_at AND n.started_at < r.finished_at - interval '2 milliseconds'`,
    [connectionId],
  );
  expect(overlapping, "sweeps that ran at the same time").toEqual([]);
}

const ROWS = `
  SELECT 'ticket' AS name, t.id, t.xmin::text FROM ticket t WHERE connection_id = $1
  UNION ALL SELECT 'message', m.external_id, m.xmin::text FROM message m JOIN ticket t ON t.id = m.ticket_id
    WHERE connection_id = $1
  UNION ALL SELECT 'attachment', a.id, a.xmin::text FROM attachment a JOIN ticket t ON t.id = a.ticket_id
    WHERE connection_id = $1
  UNION ALL SELECT 'link', l.ticket_id || l.position, l.xmin::text FROM ticket_service l JOIN ticket t ON t.id = l.ticket_id
    WHERE connection_id = $1
  UNION ALL SELECT 'search', w.ticket_id, w.xmin::text FROM ticket_search w JOIN ticket t ON t.id = w.ticket_id
    WHERE connection_id = $1
  UNION ALL SELECT 'event', e.id::text, e.xmin::text FROM event e JOIN ticket t ON t.id = e.ticket_id
    WHERE connection_id = $1
  UNION ALL SELECT 'revision', r.id::text, r.xmin::text FROM revision r JOIN ticket t ON t.id = r.ticket_id WHERE connection_id = $1
  UNION ALL SELECT 'raw', c.ticket_id || c.content_hash, c.xmin::text FROM raw_content c JOIN ticket t ON t.id = c.ticket_id
    WHERE connection_id = $1
  UNION ALL SELECT 'service', s.id, s.xmin::text FROM service s WHERE connection_id = $1
  UNION ALL SELECT 'service change', h.id::text, h.xmin::text FROM service_change h JOIN service s ON s.id = h.service_id
    WHERE connection_id = $1
  UNION ALL SELECT 'category', c.external_id, c.xmin::text FROM category c WHERE connection_id = $1
  UNION ALL SELECT 'page', p.sweep_id || p.page, p.xmin::text FROM swept_page p WHERE connection_id = $1
  UNION ALL SELECT 'run', r.id, r.xmin::text FROM sync_run r WHERE connection_id = $1
  ORDER BY 1, 2`;

/**
 * The last transaction of each row that sweeps write, and the state of the sweeps. Learnt provider
 * limits are left out.
 */
export async function writtenRows(connectionId: string): Promise<unknown> {
  const [connection] = await sql(
    `SELECT checkpoint, lease_token, lease_until, next_at, status, failures, last_read_at, deletions_checked_at, resources_read_at, tickets_total, last_error_code FROM connection WHERE id = $1`,
    [connectionId],
  );
  return { connection, rows: await sql(ROWS, [connectionId]) };
}
