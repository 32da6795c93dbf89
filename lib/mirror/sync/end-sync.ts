import { sql } from "../../db/sql";
import type { OpenConnection } from "../connection/open-connection";
import type { BegunSync } from "./begin-sync";
import { readAtOf } from "./checkpoint";
import { nextSyncTime } from "./next-sync-time";
import { END_RUN, runEnd, type SyncReport } from "./sync-runs";

/** Staff have asked for a full sweep while this one was under way. */
const FULL_ASKED = "deletions_checked_at IS DISTINCT FROM $26::timestamptz";

/** Everything up to the beginning of a finished sweep is known now, and nothing is left to go on with. */
const MARK_READ = `, checkpoint = NULL, last_read_at = greatest(last_read_at, $27::timestamptz), last_error_code = NULL, last_error_message = NULL, last_error_at = NULL,
  deletions_checked_at = CASE WHEN $28 AND NOT (${FULL_ASKED}) THEN $27 ELSE deletions_checked_at END, status = CASE WHEN status = 'needs_attention' THEN 'active'::"ConnectionStatus" ELSE status END`;

/** Whether a ticket of the connection is not done. The organization leads to the lists' index. */
const HAS_OPEN = `EXISTS (SELECT 1 FROM ticket t WHERE t.organization_id = connection.organization_id AND t.turn = ANY('{yours,theirs,paused,unclear}'::"Turn"[])
  AND t.connection_id = connection.id AND t.gone_at IS NULL)`;

export interface SyncEnd {
  report: SyncReport;
  open: OpenConnection | undefined;
  /** Resources read to their end that no checkpoint has told of yet. */
  read: readonly string[];
  /** When the sweep began, if all its pages have been read. */
  finishedFrom: Date | null;
  /** The sweep, in this run or in one that it goes on from, has looked for what is gone. */
  looked: boolean;
}

/** Closes the run, lets go of the connection and says when it is due again, in one statement. Whoever has lost the lease closes its own run only. */
export async function endSync(
  { connection, leaseToken, failures: before, deletionsCheckedAt }: BegunSync,
  { report, open, read, finishedFrom, looked }: SyncEnd,
): Promise<void> {
  const failures = report.outcome === "failed" ? before + 1 : 0;
  // What was left out and would be again waits for its usual turn: only what changed is worth another look soon.
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
  const wait = (what: { wanted: boolean; hasOpen: boolean }) =>
    nextSyncTime({ ...facts, ...what }, now, random);
  await sql(
    `WITH run AS (${END_RUN}), held AS (
       UPDATE connection SET lease_until = NULL, failures = $21, next_at = now() + make_interval(secs => CASE
           WHEN ${FULL_ASKED} THEN 0 WHEN sync_requested_at > now() - interval '10 minutes' THEN $22::float8 WHEN ${HAS_OPEN} THEN $23::float8 ELSE $24::float8 END / 1000)
         , resources_read_at = resources_read_at || $25::jsonb${finishedFrom ? MARK_READ : ""}
        WHERE id = $19 AND lease_token = $20 RETURNING id)
     ${finishedFrom ? "DELETE FROM swept_page WHERE connection_id IN (SELECT id FROM held)" : "SELECT id FROM held"}`,
    [
      ...runEnd(report, open),
      connection.id,
      leaseToken,
      failures,
      wait({ wanted: true, hasOpen: true }),
      wait({ wanted: false, hasOpen: true }),
      wait({ wanted: false, hasOpen: false }),
      readAtOf(read),
      deletionsCheckedAt,
      ...(finishedFrom ? [finishedFrom, looked] : []),
    ],
  );
}
