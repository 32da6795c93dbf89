import { assertStaff } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { FRESHNESS_JSON, type FreshnessJson, toFreshness } from "../connections/freshness";
import { auditOnce } from "../db/audit";
import { sql } from "../db/sql";
import { isId } from "../ids";
import type { SyncStateFilter } from "./schemas";
import { type HourJson, syncHours } from "./sync-hours";
import type {
  SyncRunView,
  SyncStateDetail,
  SyncStatePage,
  SyncStateView,
  UnwritableTicketView,
} from "./sync-types";

const PER_PAGE = 50;
const MAX_RUNS = 50;
const MAX_UNWRITABLE = 50;

/** A partial run only skipped single tickets, unless it was rate limited. */
const IS_COMPLETE =
  "(outcome = 'complete' OR (outcome = 'partial' AND error_code IS DISTINCT FROM 'provider_rate_limited'))";

/** Single ticket reads are not runs, but count against the rate limit. */
const HOURS_JSON = `
  (
    SELECT jsonb_agg(
      jsonb_build_object(
        'at', h.at,
        'runs', coalesce(r.runs, 0),
        'failed', coalesce(r.failed, 0),
        'calls', coalesce(r.calls, 0),
        'milliseconds', coalesce(r.milliseconds, 0),
        'readFrom', r.read_from,
        'backlog', r.backlog,
        'headroom', r.rate_left
      )
      ORDER BY h.at
    )
    FROM generate_series(
      date_trunc('hour', now()) - interval '23 hours', date_trunc('hour', now()),
        interval '1 hour'
    ) AS h(at)
    LEFT JOIN (
      SELECT date_trunc('hour', started_at) AS at,
        count(*) FILTER (WHERE trigger <> 'opened')::int AS runs,
        count(*) FILTER (WHERE outcome = 'failed' AND trigger <> 'opened')::int AS failed,
        sum(calls)::int AS calls, sum(milliseconds)::int AS milliseconds,
        max(started_at) FILTER (WHERE ${IS_COMPLETE} AND trigger <> 'opened') AS read_from,
        (
          array_agg(backlog ORDER BY started_at DESC) FILTER (
            WHERE backlog IS NOT NULL AND trigger <> 'opened'
          )
        )[1] AS backlog, min(rate_left) AS rate_left
      FROM sync_run
      WHERE connection_id = c.id
        AND started_at > now() - interval '24 hours'
      GROUP BY 1
    ) r ON r.at = h.at
  )`;

const READ_BEFORE = `
  CASE
    WHEN c.last_read_at < now() - interval '24 hours' THEN c.last_read_at
    ELSE (
      SELECT max(started_at)
      FROM sync_run
      WHERE connection_id = c.id
        AND ${IS_COMPLETE}
        AND trigger <> 'opened'
        AND started_at BETWEEN now() - interval '48 hours' AND now() - interval '24 hours'
    )
  END`;

/** A requested full sweep clears the connection's own time; its runs keep the last one. */
const DELETIONS_CHECKED_AT = `
  coalesce(
    c.deletions_checked_at,
      (
        SELECT max(r.started_at)
        FROM sync_run r
        WHERE r.connection_id = c.id
          AND r."full"
          AND r.outcome IN ('complete', 'partial')
      )
  )`;

interface SyncStateRow {
  freshness: FreshnessJson;
  organization_name: string;
  failures: number;
  rate_limit: number | null;
  rate_remaining: number | null;
  rate_reset_at: Date | null;
  tickets: number;
  backlog: number;
  deletions_checked_at: Date | null;
  read_before: Date | null;
  hours: HourJson[];
}

const COLUMNS = `
  ${FRESHNESS_JSON} AS freshness, o.name AS organization_name, c.failures, c.rate_limit,
    c.rate_remaining, c.rate_reset_at,
    ${DELETIONS_CHECKED_AT} AS deletions_checked_at,
    (SELECT count(*)::int FROM ticket t WHERE t.connection_id = c.id) AS tickets,
    (
      SELECT count(*)::int FROM ticket t WHERE t.connection_id = c.id AND t.summary_hash = ''
    ) + CASE
      WHEN c.checkpoint IS NOT NULL THEN greatest(
        0, coalesce(c.tickets_total, 0) - coalesce((c.checkpoint->>'tickets')::int, 0)
      )
      ELSE 0
    END AS backlog, ${READ_BEFORE} AS read_before, ${HOURS_JSON} AS hours`;

/** Failing first, then by the oldest read. */
const WORST_FIRST = `c.status = 'disconnected', c.status <> 'needs_attention' AND c.last_error_at IS NULL, c.last_read_at NULLS FIRST, c.id`;

const CONDITIONS: Record<SyncStateFilter, string> = {
  failing: "(c.status = 'needs_attention' OR c.status = 'active' AND c.last_error_at IS NOT NULL)",
  overdue:
    "(c.status = 'active' AND c.paused_at IS NULL AND c.next_at < now() - interval '5 minutes')",
  paused: "(c.status <> 'disconnected' AND c.paused_at IS NOT NULL)",
};

const SUMS = Object.entries(CONDITIONS)
  .map(([name, condition]) => `count(*) FILTER (WHERE ${condition})::int AS ${name}`)
  .join(", ");

/** Throws `not_found` for anyone but staff. */
export async function listSyncStates(
  viewer: Viewer,
  page = 0,
  only?: SyncStateFilter,
): Promise<SyncStatePage> {
  assertStaff(viewer);
  const data = { page, state: only ?? null };
  await auditOnce({
    actorId: viewer.userId,
    organizationId: null,
    action: "connections.listed",
    targetType: "list",
    targetId: "connections",
    data,
  });
  const [rows, [sums]] = await Promise.all([
    sql<SyncStateRow>(
      `SELECT ${COLUMNS}
        FROM (
          SELECT *
          FROM connection c
          WHERE c.erasing_at IS NULL
            AND ${only ? CONDITIONS[only] : "TRUE"}
          ORDER BY ${WORST_FIRST}
          LIMIT ${PER_PAGE + 1}
          OFFSET $1
        ) c
        JOIN organization o ON o.id = c.organization_id
        ORDER BY ${WORST_FIRST}`,
      [page * PER_PAGE],
    ),
    sql<SyncStatePage["sums"]>(
      `SELECT count(*)::int AS connections, ${SUMS}
        FROM connection c
        WHERE c.status <> 'disconnected'`,
    ),
  ]);
  return {
    states: rows.slice(0, PER_PAGE).map(toSyncState),
    more: rows.length > PER_PAGE,
    sums: sums ?? { connections: 0, failing: 0, paused: 0, overdue: 0 },
  };
}

function toSyncState(row: SyncStateRow): SyncStateView {
  const hours = syncHours(row.hours, row.read_before, new Date());
  const runs = hours.reduce((sum, hour) => sum + hour.runs, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const freshness = toFreshness(row.freshness);
  return {
    ...freshness,
    organizationName: row.organization_name,
    failures: row.failures,
    lagSeconds: freshness.lastReadAt
      ? Math.max(0, Math.round((Date.now() - freshness.lastReadAt.getTime()) / 1000))
      : null,
    backlog: row.backlog,
    tickets: row.tickets,
    errorRate: runs === 0 ? null : failed / runs,
    headroom:
      row.rate_limit &&
      row.rate_remaining !== null &&
      (row.rate_reset_at === null || row.rate_reset_at > new Date())
        ? row.rate_remaining / row.rate_limit
        : null,
    deletionsCheckedAt: row.deletions_checked_at,
    hours,
  };
}

/** Staff only. */
export async function getSyncState(
  viewer: Viewer,
  connectionId: string,
  before?: Date,
): Promise<SyncStateDetail | null> {
  assertStaff(viewer);
  if (!isId(connectionId)) return null;
  const [[row], runs, unwritable] = await Promise.all([
    sql<SyncStateRow>(
      `SELECT ${COLUMNS}
        FROM connection c
        JOIN organization o ON o.id = c.organization_id
        WHERE c.id = $1
          AND c.erasing_at IS NULL`,
      [connectionId],
    ),
    sql<SyncRunView>(
      `SELECT id, trigger, outcome, started_at AS "startedAt", finished_at AS "finishedAt",
          milliseconds, pages, tickets_read AS "ticketsRead", details_read AS "detailsRead",
          tickets_changed AS "ticketsChanged", events, gone, returned,
          unwritable_tickets AS "unwritableTickets", unreadable_items AS "unreadableItems",
          rows, bytes::float8 AS bytes, calls, "full", error_code AS "errorCode",
          error_message AS "errorMessage",
          array_remove(request_ids || request_id, NULL) AS "requestIds"
        FROM sync_run
        WHERE connection_id = $1
          AND started_at < coalesce($2, 'infinity'::timestamptz)
        ORDER BY started_at DESC
        LIMIT ${MAX_RUNS + 1}`,
      [connectionId, before ?? null],
    ),
    sql<UnwritableTicketView>(
      `SELECT u.number, t.id AS "ticketId", u.reason, u.attempts, u.first_at AS "firstAt",
          u.retry_at AS "retryAt"
        FROM unwritable_ticket u
        LEFT JOIN ticket t ON t.connection_id = u.connection_id
          AND t.external_id = u.external_id
        WHERE u.connection_id = $1
        ORDER BY u.first_at
        LIMIT ${MAX_UNWRITABLE + 1}`,
      [connectionId],
    ),
  ]);
  if (!row) return null;
  return {
    state: toSyncState(row),
    runs: runs.slice(0, MAX_RUNS),
    more: runs.length > MAX_RUNS,
    unwritable: unwritable.slice(0, MAX_UNWRITABLE),
    moreUnwritable: unwritable.length > MAX_UNWRITABLE,
  };
}
