import { sql } from "../db/sql";
import { isAppError } from "../errors";
import { clearCheckpoint, newSweep, type Checkpoint } from "./checkpoint";
import { recordFailure } from "./failure";
import { takeLease } from "./lease";
import { planNext } from "./plan";
import { beginRun, endRun, newReport, type SyncReport, type SyncTrigger } from "./runs";
import { openConnection, type OpenConnection } from "./session";
import { sweepAll } from "./sweep";

export { recordDeadCredential } from "./failure";
export { IS_HELD } from "./rate-budget";
export { sumUpOldRuns } from "./runs";
export type { SyncReport, SyncTrigger } from "./runs";

export interface SyncOptions {
  trigger: SyncTrigger;
  /** Milliseconds after which no further page is begun. */
  budget?: number;
  /** Also looks for what is gone, whenever that was done last. */
  full?: boolean;
  onProgress?: (report: SyncReport) => void;
}

const DEFAULT_BUDGET_MS = 240_000;
/** A person waits for these; everything else is background work. */
const ASKED_FOR: ReadonlySet<SyncTrigger> = new Set(["person", "opened"]);
/** How often a sweep also looks for what is gone. */
const FULL_EVERY_MS = 3_600_000;
/** A sweep that was left this long ago is begun anew: its pages have shifted too far. */
const STALE_CHECKPOINT_MS = 6 * 3_600_000;

/**
 * One pass over one connection: every resource that is due, list page by list page, full reads only where the summary changed, each page
 * committed with the place to go on from. One sweep at a time holds a connection's lease. What was handed on or interrupted is gone on
 * with. The run is stored, however it ends, with when the next one is due; it never throws.
 */
export async function syncConnection(connectionId: string, options: SyncOptions): Promise<SyncReport> {
  const report = newReport();
  const leaseToken = await takeLease(connectionId);
  if (leaseToken === null) return report;
  const startedAt = new Date();
  report.runId = await beginRun(connectionId, options.trigger, startedAt);
  const background = !ASKED_FOR.has(options.trigger);
  let open: OpenConnection | undefined;
  try {
    open = await openConnection(connectionId, { background });
    const state = await stateOf(connectionId);
    const checkpoint = await beginOrGoOn(connectionId, leaseToken, state.checkpoint, startedAt, options.full ?? isFullDue(state.full_read_at));
    const endBy = Date.now() + (options.budget ?? DEFAULT_BUDGET_MS);
    const finished = await sweepAll({ open, leaseToken, report, checkpoint, endBy, onProgress: options.onProgress ?? (() => undefined) }, state.resources_read_at);
    report.finished = finished && checkpoint.startedAt === startedAt.toISOString();
    report.outcome = !finished ? "handed_on" : report.error ? "partial" : "complete";
    if (finished) await markRead(connectionId, leaseToken, new Date(checkpoint.startedAt), report.full);
  } catch (error) {
    if (background && isAppError(error, "provider_rate_limited")) {
      // Not a fault of the connection: it is gone on with when the moment has come.
      report.outcome = "partial";
      report.error = { code: error.code, message: error.message, retryAt: error.retryAt };
    } else {
      report.outcome = "failed";
      report.error = await recordFailure(connectionId, error, leaseToken);
    }
  } finally {
    await open?.close();
    await endRun(report, open);
    await release(connectionId, leaseToken, report);
  }
  return report;
}

interface ConnectionState {
  full_read_at: Date | null;
  resources_read_at: Record<string, string>;
  /** The sweep that was handed on or interrupted, if there is one to go on with. */
  checkpoint: Checkpoint | null;
}

async function stateOf(connectionId: string): Promise<ConnectionState> {
  const [row] = await sql<ConnectionState>("SELECT full_read_at, resources_read_at, checkpoint FROM connection WHERE id = $1", [connectionId]);
  return row ?? { full_read_at: null, resources_read_at: {}, checkpoint: null };
}

function isFullDue(fullReadAt: Date | null): boolean {
  return fullReadAt === null || Date.now() - fullReadAt.getTime() > FULL_EVERY_MS;
}

async function beginOrGoOn(connectionId: string, leaseToken: number, standing: Checkpoint | null, startedAt: Date, full: boolean): Promise<Checkpoint> {
  if (standing && startedAt.getTime() - new Date(standing.startedAt).getTime() < STALE_CHECKPOINT_MS && (standing.full || !full)) return standing;
  if (standing) await sql("DELETE FROM swept_page WHERE connection_id IN (SELECT id FROM connection WHERE id = $1 AND lease_token = $2 FOR UPDATE)", [connectionId, leaseToken]);
  return newSweep(startedAt, full);
}

/** Everything up to the sweep's beginning is known now. */
async function markRead(connectionId: string, leaseToken: number, startedAt: Date, full: boolean): Promise<void> {
  await clearCheckpoint(connectionId, leaseToken);
  await sql(
    `UPDATE connection SET last_read_at = greatest(last_read_at, $3), last_error_code = NULL, last_error_message = NULL, last_error_at = NULL, failures = 0,
            full_read_at = CASE WHEN $4 THEN $3 ELSE full_read_at END, status = CASE WHEN status = 'needs_attention' THEN 'active'::"ConnectionStatus" ELSE status END
      WHERE id = $1 AND lease_token = $2`,
    [connectionId, leaseToken, startedAt, full],
  );
}

/** Lets go of the connection and says when it is due again. */
async function release(connectionId: string, leaseToken: number, report: SyncReport): Promise<void> {
  const [facts] = await sql<{ failures: number; has_open: boolean; wanted: boolean }>(
    `SELECT failures, coalesce(wanted_at > now() - interval '10 minutes', false) AS wanted,
            EXISTS (SELECT 1 FROM ticket t WHERE t.organization_id = c.organization_id AND t.turn = ANY('{yours,theirs,paused,unclear}'::"Turn"[]) AND t.connection_id = c.id
                      AND t.gone_at IS NULL) AS has_open FROM connection c WHERE id = $1`,
    [connectionId],
  );
  if (!facts || report.outcome === "busy") return;
  const failures = report.outcome === "failed" ? facts.failures + 1 : 0;
  const wait = planNext(
    { outcome: report.outcome, code: report.error?.code, retryAt: report.error?.retryAt, failures, hasOpen: facts.has_open, wanted: facts.wanted },
    Date.now(),
    Math.random(),
  );
  await sql(
    "UPDATE connection SET lease_until = NULL, failures = $3, next_at = now() + make_interval(secs => $4::float8 / 1000) WHERE id = $1 AND lease_token = $2",
    [connectionId, leaseToken, failures, wait],
  );
}
