import { sql } from "@/tests/helpers/sql";

import { SEARCH_VERSION } from "../../lib/search/version";
import { makeBenchConnection, makeOwner, type Owner, vacuum } from "../engine/bench-database";
import { benchTexts } from "./texts";

const MESSAGES = 4;
const SERVICES = 40;
/** The tickets of an account are opened over a year. */
const SECONDS_OF_A_YEAR = 31_536_000;

/** Statuses with their turns, and priorities, in the providers' words. */
const WORDS = {
  hostup: {
    statuses: ["open", "answered", "customer_reply", "in_progress", "on_hold", "closed"],
    turns: ["theirs", "yours", "theirs", "theirs", "paused", "done"],
    priorities: ["low", "medium", "high", "urgent", "critical"],
  },
  upsun: {
    statuses: ["new", "open", "pending", "hold", "solved", "closed"],
    turns: ["theirs", "theirs", "yours", "paused", "done", "done"],
    priorities: ["low", "normal", "high", "urgent", null],
  },
} as const;

/** Inserts `$1` tickets of one account. A hash spreads their values and times. */
const TICKETS = `INSERT INTO ticket (id, organization_id, connection_id, provider, external_id, number,
    subject, body, status, turn, priority, message_count, cc, collaborator_ids, opened_at,
    last_message_at, activity_at, summary_hash, first_seen_at, read_at, full_read_at,
    conversation_read_at)
  SELECT '01' || upper(left(md5($3 || i), 24)), $2, $3, $4, 'tkt_' || i, (100000 + h.own + i)::text,
    x.subject, x.body, ($5::text[])[1 + h.one % 6], (($6::text[])[1 + h.one % 6])::"Turn",
    ($7::text[])[1 + (h.one / 6) % 5], ${MESSAGES}, '{}', '{}', t.at, t.at, t.at, '-', now(), now(),
    now(), now()
  FROM generate_series(1, $1::int) i
  CROSS JOIN LATERAL (SELECT hashtext($3 || i) & 2147483647 AS one, hashtext($3) & 16777215 AS own) h
  JOIN bench_text x ON x.n = h.one % $8
  CROSS JOIN LATERAL (SELECT date_trunc('second', now() - make_interval(
    secs => (i - (h.one % 1000) / 1000.0) * (${SECONDS_OF_A_YEAR} / $1::int))) AS at) t`;

/** Of the tickets of account `$1`; tables that only the mirror writes otherwise. */
const PARTS = [
  `INSERT INTO ticket_search (ticket_id, organization_id, words, version)
    SELECT t.id, t.organization_id, x.vector || (quote_literal(t.number) || ':1')::tsvector, ${SEARCH_VERSION}
    FROM ticket t JOIN bench_text x ON x.body = t.body WHERE t.connection_id = $1`,
  `INSERT INTO message (ticket_id, external_id, position, sender, sender_name, body, sent_at)
    SELECT t.id, 'msg_' || p, p, CASE WHEN p % 2 = 0 THEN 'customer' ELSE 'staff' END,
      CASE WHEN p % 2 = 0 THEN 'Jane Example' ELSE 'Sven Support' END, left(t.body, 300),
      t.activity_at - make_interval(mins => ${MESSAGES} - 1 - p)
    FROM ticket t, generate_series(0, ${MESSAGES} - 1) p WHERE t.connection_id = $1`,
  `INSERT INTO ticket_timeline (ticket_id, organization_id, started_at, turn, since_at,
      since_before, since_seen, segments, states, answers, service_ids, sums)
    SELECT id, organization_id, opened_at, turn::text::"SegmentTurn", activity_at, activity_at,
      true, 1, 1, 0, '{}', '{}'
    FROM ticket WHERE connection_id = $1`,
  // Each ticket has one answer and two turns, on the day on which it was opened.
  `INSERT INTO day_sum (connection_id, organization_id, provider, day, category_id, service_id,
      opened, done, answers, answer_ms, first_answers, first_answer_ms, theirs, theirs_ms, yours,
      yours_ms)
    SELECT connection_id, organization_id, provider, (opened_at AT TIME ZONE 'UTC')::date, '', '',
      count(*), count(*) FILTER (WHERE turn = 'done'), count(*), count(*) * 3600000, count(*),
      count(*) * 3600000, count(*), count(*) * 3600000, count(*), count(*) * 7200000
    FROM ticket WHERE connection_id = $1 GROUP BY 1, 2, 3, 4`,
  `INSERT INTO service (id, organization_id, connection_id, kind, external_id, name, read_at)
    SELECT '01' || upper(left(md5($1 || 'service' || i), 24)), organization_id, id, 'vps',
      'vps_' || i, 'app-' || i, now()
    FROM connection, generate_series(1, ${SERVICES}) i WHERE id = $1`,
  `INSERT INTO ticket_service (ticket_id, position, service_id, kind, name)
    SELECT t.id, 0, s.id, s.kind, s.name
    FROM ticket t JOIN service s ON s.connection_id = t.connection_id
      AND s.external_id = 'vps_' || 1 + t.number::int % ${SERVICES}
    WHERE t.connection_id = $1`,
];

async function loadTexts(count: number): Promise<void> {
  await sql(
    "CREATE UNLOGGED TABLE bench_text (n int PRIMARY KEY, subject text, body text UNIQUE, vector tsvector)",
  );
  const texts = benchTexts(count);
  await sql(
    "INSERT INTO bench_text SELECT n, subject, body, vector::tsvector FROM jsonb_to_recordset($1::jsonb) AS x(n int, subject text, body text, vector text)",
    [JSON.stringify(texts.map((text, n) => ({ n, ...text })))],
  );
}

interface DataSizes {
  organizations: number;
  tickets: number;
  texts: number;
}

/** Organizations with an account of each provider. Returns a manager of the first one. */
export async function fillBenchDatabase(
  { organizations, tickets, texts }: DataSizes,
  say: (line: string) => void,
): Promise<Owner> {
  await loadTexts(texts);
  let first: Owner | undefined;
  for (let count = 1; count <= organizations; count += 1) {
    const owner = await makeOwner();
    first ??= owner;
    for (const [provider, words] of Object.entries(WORDS)) {
      const connectionId = await makeBenchConnection(owner, provider, "-");
      const { statuses, turns, priorities } = words;
      const half = Math.ceil(tickets / 2);
      const values = [half, owner.organizationId, connectionId, provider];
      await sql(TICKETS, [...values, statuses, turns, priorities, texts]);
      for (const part of PARTS) await sql(part, [connectionId]);
    }
    if (count % 10 === 0) say(`${count} organizations are filled.`);
  }
  await sql(
    "UPDATE connection SET sealed_credential = NULL, last_read_at = now(), next_at = NULL, capabilities = '[]'",
  );
  await sql("DELETE FROM outdated_timeline");
  await sql("DROP TABLE bench_text");
  await vacuum();
  if (!first) throw new Error("No organization was made.");
  return first;
}
