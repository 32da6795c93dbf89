import { sql } from "../../db/sql";
import type { OpenConnection } from "../connection/open-connection";
import type { BegunSync } from "./begin-sync";
import { readTimesJson } from "./checkpoint";
import { nextSyncTime } from "./next-sync-time";
import { END_RUN, runEnd, type SyncReport } from "./sync-runs";

/** Staff requested a full sweep meanwhile. */
const FULL_REQUESTED = "deletions_checked_at IS DISTINCT FROM $26::timestamptz";

/** Sets the state after a finished sweep. */
const MARK_READ = `,
  checkpoint = NULL,
  last_read_at = greatest(last_read_at, $27::timestamptz),
  last_error_code = NULL, last_error_message = NULL, last_error_at = NULL,
  deletions_checked_at = CASE
    WHEN $28 AND NOT (${FULL_REQUESTED}) THEN $27
    ELSE deletions_checked_at END,
  status = CASE
    WHEN status = 'needs_attention' THEN 'active'::"ConnectionStatus"
    ELSE status END`;

/** Filters by organization to use the lists' index. */
const HAS_OPEN = `EXISTS (
  SELECT 1 FROM ticket t
  WHERE t.organization_id = connection.organization_id
    AND t.turn = ANY('{yours,theirs,paused,unclear}'::"Turn"[])
    AND t.connection_id = connection.id AND t.gone_at IS NULL)`;

const DELETE_SWEPT_PAGES = `
  DELETE FROM swept_page WHERE connection_id IN (SELECT id FROM held)`;

export interface SyncEnd {
  report: SyncReport;
  open: OpenConnection | undefined;
  /** Resources read to their end since the last checkpoint. */
  read: readonly string[];
  /** When the sweep began, if it is finished. */
  finishedFrom: Date | null;
  /** Deletion detection has finished. */
  deletionsChecked: boolean;
}

/** Closes the run, releases the lease and schedules the next sync. A lost lease stays untouched. */
export async function endSync(
  { connection, leaseToken, failures: before, deletionsCheckedAt }: BegunSync,
  { report, open, read, finishedFrom, deletionsChecked }: SyncEnd,
): Promise<void> {
  const failures = report.outcome === "failed" ? before + 1 : 0;
  // A finished sweep that skipped items but changed nothing waits its usual time.
  const isUsual =
    report.outcome === "partial" && finishedFrom !== null && report.ticketsChanged === 0;
  const facts = {
    outcome:
      report.outcome === "busy"
        ? ("failed" as const)
        : isUsual
          ? ("complete" as const)
          : report.outcome,
    code: report.error?.code,
    retryAt: report.error?.retryAt,
    failures,
  };
  const now = Date.now();
  const random = Math.random();
  const wait = (what: { recentlyUsed: boolean; hasOpen: boolean }) =>
    nextSyncTime({ ...facts, ...what }, now, random);
  await sql(
    `WITH run AS (${END_RUN}),
     held AS (
       UPDATE connection
       SET lease_until = NULL, failures = $21,
         next_at = now() + make_interval(secs => CASE
           WHEN ${FULL_REQUESTED} THEN 0
           WHEN sync_requested_at > now() - interval '10 minutes' THEN $22::float8
           WHEN ${HAS_OPEN} THEN $23::float8
           ELSE $24::float8 END / 1000),
         resources_read_at = resources_read_at || $25::jsonb${finishedFrom ? MARK_READ : ""}
       WHERE id = $19 AND lease_token = $20
       RETURNING id)
     ${finishedFrom ? DELETE_SWEPT_PAGES : "SELECT id FROM held"}`,
    [
      ...runEnd(report, open),
      connection.id,
      leaseToken,
      failures,
      wait({ recentlyUsed: true, hasOpen: true }),
      wait({ recentlyUsed: false, hasOpen: true }),
      wait({ recentlyUsed: false, hasOpen: false }),
      readTimesJson(read),
      deletionsCheckedAt,
      ...(finishedFrom ? [finishedFrom, deletionsChecked] : []),
    ],
  );
}
