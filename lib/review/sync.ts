import type { Viewer } from "../auth/types";
import { assertStaff } from "../auth/permissions";
import { sql } from "../db/sql";
import { FRESHNESS_JSON, freshnessOf, type FreshnessJson } from "../tickets/surroundings";
import type { SyncHour, SyncRunView, SyncStatePage, SyncStateView } from "./sync-types";

const PER_PAGE = 50;
const RUNS = 50;

/** Of the last day, hour by hour: what a connection's runs did. */
const HOURS_JSON = `(SELECT jsonb_agg(jsonb_build_object('at', h.at, 'runs', coalesce(r.runs, 0), 'failed', coalesce(r.failed, 0), 'calls', coalesce(r.calls, 0), 'milliseconds', coalesce(r.milliseconds, 0)) ORDER BY h.at)
  FROM generate_series(date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()), interval '1 hour') AS h(at)
  LEFT JOIN (SELECT date_trunc('hour', started_at) AS at, count(*)::int AS runs, count(*) FILTER (WHERE outcome = 'failed')::int AS failed, sum(calls)::int AS calls, sum(milliseconds)::int AS milliseconds
               FROM sync_run WHERE connection_id = c.id AND started_at > now() - interval '24 hours' AND trigger <> 'opened' GROUP BY 1) r ON r.at = h.at)`;

interface Row {
  freshness: FreshnessJson;
  organization_name: string;
  failures: number;
  rate_limit: number | null;
  rate_remaining: number | null;
  rate_reset_at: Date | null;
  tickets: number;
  backlog: number;
  full_read_at: Date | null;
  hours: Array<Omit<SyncHour, "at"> & { at: string }>;
}

const COLUMNS = `${FRESHNESS_JSON} AS freshness, o.name AS organization_name, c.failures, c.rate_limit, c.rate_remaining, c.rate_reset_at, c.full_read_at,
  (SELECT count(*)::int FROM ticket t WHERE t.connection_id = c.id) AS tickets,
  (SELECT count(*)::int FROM ticket t WHERE t.connection_id = c.id AND t.summary_hash = '')
    + CASE WHEN c.checkpoint IS NOT NULL THEN greatest(0, coalesce(c.tickets_total, 0) - coalesce((c.checkpoint->>'tickets')::int, 0)) ELSE 0 END AS backlog,
  ${HOURS_JSON} AS hours`;

/** Failing first, then those that have not been read for the longest. */
const WORST_FIRST = `c.status = 'disconnected', c.status <> 'needs_attention' AND c.last_error_at IS NULL, c.last_read_at NULLS FIRST, c.id`;

/** How the reading of every connection stands, failing and slowest first. Staff only: not_found for anybody else. */
export async function listSyncStates(viewer: Viewer, page = 0): Promise<SyncStatePage> {
  assertStaff(viewer);
  const rows = await sql<Row>(
    `SELECT ${COLUMNS} FROM (SELECT * FROM connection c ORDER BY ${WORST_FIRST} LIMIT ${PER_PAGE + 1} OFFSET $1) c JOIN organization o ON o.id = c.organization_id ORDER BY ${WORST_FIRST}`,
    [page * PER_PAGE],
  );
  const [sums] = await sql<{ connections: number; failing: number; paused: number; overdue: number }>(
    `SELECT count(*)::int AS connections, count(*) FILTER (WHERE status = 'needs_attention' OR last_error_at IS NOT NULL)::int AS failing, count(*) FILTER (WHERE paused_at IS NOT NULL)::int AS paused,
            count(*) FILTER (WHERE status = 'active' AND paused_at IS NULL AND next_at < now() - interval '5 minutes')::int AS overdue FROM connection WHERE status <> 'disconnected'`,
  );
  return { states: rows.slice(0, PER_PAGE).map(stateOf), more: rows.length > PER_PAGE, sums: sums ?? { connections: 0, failing: 0, paused: 0, overdue: 0 } };
}

function stateOf(row: Row): SyncStateView {
  const hours = row.hours.map((hour) => ({ ...hour, at: new Date(hour.at) }));
  const runs = hours.reduce((sum, hour) => sum + hour.runs, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const freshness = freshnessOf(row.freshness);
  return {
    ...freshness,
    organizationName: row.organization_name,
    failures: row.failures,
    lagSeconds: freshness.lastReadAt ? Math.max(0, Math.round((Date.now() - freshness.lastReadAt.getTime()) / 1000)) : null,
    backlog: row.backlog,
    tickets: row.tickets,
    errorRate: runs === 0 ? null : failed / runs,
    headroom: row.rate_limit && row.rate_remaining !== null && (row.rate_reset_at === null || row.rate_reset_at > new Date()) ? row.rate_remaining / row.rate_limit : null,
    fullReadAt: row.full_read_at,
    hours,
  };
}

/** One connection's state with its newest runs; null for an id that is not there. Staff only. */
export async function getSyncState(viewer: Viewer, connectionId: string): Promise<{ state: SyncStateView; runs: SyncRunView[] } | null> {
  assertStaff(viewer);
  const [[row], runs] = await Promise.all([
    sql<Row>(`SELECT ${COLUMNS} FROM connection c JOIN organization o ON o.id = c.organization_id WHERE c.id = $1`, [connectionId]),
    sql<SyncRunView>(
      `SELECT id, trigger, outcome, started_at AS "startedAt", finished_at AS "finishedAt", milliseconds, pages, tickets_read AS "ticketsRead", details_read AS "detailsRead",
              tickets_changed AS "ticketsChanged", events, gone, returned, rows, bytes::float8 AS bytes, calls, "full", error_code AS "errorCode", error_message AS "errorMessage",
              array_remove(request_ids || request_id, NULL) AS "requestIds"
         FROM sync_run WHERE connection_id = $1 ORDER BY started_at DESC LIMIT ${RUNS}`,
      [connectionId],
    ),
  ]);
  return row ? { state: stateOf(row), runs } : null;
}
