import { sql } from "../../db/sql";
import type { ErrorCode } from "../../errors";
import { newId } from "../../ids";
import type { OpenConnection } from "../connection/open-connection";

export type SyncTrigger = "connect" | "filing" | "person" | "opened" | "cron";

export interface SyncReport {
  runId: string | null;
  /** busy: another sync runs. partial: items were skipped. handed_on: the next run continues. */
  outcome: "complete" | "partial" | "failed" | "busy" | "handed_on";
  pages: number;
  ticketsRead: number;
  detailsRead: number;
  ticketsChanged: number;
  events: number;
  rows: number;
  gone: number;
  returned: number;
  /** Snapshots older than the mirrored row, skipped. */
  stale: number;
  full: boolean;
  /** Tickets stored from their list entry because the full read failed. */
  unreadable: number;
  /** Tickets that could not be written as received. */
  unwritable: number;
  /** Requests without any answer. */
  unanswered: number;
  /** List items, messages and files without a usable id, skipped. */
  unreadableItems: number;
  /** This run read every list from beginning to end. */
  finished: boolean;
  error?: { code: ErrorCode; message: string; retryAt?: Date };
}

export function newReport(): SyncReport {
  return {
    runId: null,
    outcome: "busy",
    pages: 0,
    ticketsRead: 0,
    detailsRead: 0,
    ticketsChanged: 0,
    events: 0,
    rows: 0,
    gone: 0,
    returned: 0,
    stale: 0,
    full: false,
    unreadable: 0,
    unwritable: 0,
    unanswered: 0,
    unreadableItems: 0,
    finished: false,
  };
}

export async function beginRun(connectionId: string, trigger: SyncTrigger): Promise<string> {
  const id = newId();
  await sql(
    `INSERT INTO sync_run (id, connection_id, organization_id, trigger, started_at)
     SELECT $1, id, organization_id, $3::"SyncTrigger", clock_timestamp()
     FROM connection
     WHERE id = $2`,
    [id, connectionId, trigger],
  );
  return id;
}

/** A finished sweep has no backlog, whatever the row says. */
const REMAINING = `
  backlog = CASE
    WHEN $2::"SyncOutcome" = 'complete' THEN 0
    WHEN $2::"SyncOutcome" = 'partial'
      AND $15::text IS DISTINCT FROM 'provider_rate_limited' THEN 0
    ELSE (
      SELECT greatest(0, c.tickets_total - coalesce((c.checkpoint->>'tickets')::int, 0))
      FROM connection c
      WHERE c.id = connection_id AND c.tickets_total IS NOT NULL) END,
  rate_left = (
    SELECT c.rate_remaining::real / nullif(c.rate_limit, 0)
    FROM connection c
    WHERE c.id = connection_id AND (c.rate_reset_at IS NULL OR c.rate_reset_at > now()))`;

/** Closes a run that still runs. Parameters $1 to $18 are from `runEnd`. */
export const END_RUN = `
  UPDATE sync_run
  SET outcome = $2::"SyncOutcome",
    finished_at = now(),
    milliseconds = greatest(0, extract(epoch FROM now() - started_at) * 1000)::int,
    pages = $3, tickets_read = $4, details_read = $5, tickets_changed = $6,
    events = $7, rows = $8, gone = $9, returned = $10, "full" = $11,
    calls = $12, bytes = $13, request_ids = $14,
    error_code = $15::text, error_message = $16, request_id = $17,
    unwritable_tickets = ($18::jsonb->>'unwritable')::int,
    ${REMAINING}
  WHERE id = $1 AND outcome = 'running'`;

export function runEnd(report: SyncReport, open: OpenConnection | undefined): unknown[] {
  const cost = open?.cost() ?? { calls: 0, bytes: 0, failedRequestIds: [] };
  return [
    report.runId,
    report.outcome,
    report.pages,
    report.ticketsRead,
    report.detailsRead,
    report.ticketsChanged,
    report.events,
    report.rows,
    report.gone,
    report.returned,
    report.full,
    cost.calls,
    cost.bytes,
    cost.failedRequestIds,
    report.error?.code ?? null,
    report.error?.message ?? null,
    open?.lastRequestId() ?? null,
    JSON.stringify({ unwritable: report.unwritable }),
  ];
}

export async function endRun(report: SyncReport, open: OpenConnection | undefined): Promise<void> {
  await sql(END_RUN, runEnd(report, open));
}

/** Counts skipped items in the report and at once on the run, whose end may never be written. */
export async function countUnreadable(report: SyncReport, items: number): Promise<void> {
  if (items === 0) return;
  report.unreadableItems += items;
  await sql("UPDATE sync_run SET unreadable_items = unreadable_items + $2 WHERE id = $1", [
    report.runId,
    items,
  ]);
}

export async function dropRun(report: SyncReport): Promise<void> {
  await sql("DELETE FROM sync_run WHERE id = $1", [report.runId]);
}

const KEPT_DAYS = 90;
const SUMS = [
  "calls",
  "pages",
  "tickets_read",
  "details_read",
  "tickets_changed",
  "events",
  "rows",
  "bytes",
  "milliseconds",
];

/** Aggregates runs older than 90 days by day. Returns how many. */
export async function sumUpOldRuns(): Promise<number> {
  const rows = await sql(
    `WITH old AS (
       DELETE FROM sync_run
       WHERE id IN (
         SELECT id FROM sync_run
         WHERE started_at < now() - interval '${KEPT_DAYS} days'
         ORDER BY started_at LIMIT 5000)
       RETURNING *),
     days AS (
       INSERT INTO sync_day (connection_id, day, runs, failed, ${SUMS.join(", ")})
       SELECT connection_id, (started_at AT TIME ZONE 'UTC')::date, count(*),
         count(*) FILTER (WHERE outcome = 'failed'),
         ${SUMS.map((name) => `sum(${name})`).join(", ")}
       FROM old GROUP BY 1, 2
       ON CONFLICT (connection_id, day) DO UPDATE
       SET runs = sync_day.runs + excluded.runs,
         failed = sync_day.failed + excluded.failed,
         ${SUMS.map((name) => `${name} = sync_day.${name} + excluded.${name}`).join(", ")})
     SELECT id FROM old`,
  );
  return rows.length;
}
