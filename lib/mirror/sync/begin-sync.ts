import { askedNow, noteDatabaseTime } from "../../db/clock";
import { LIMITS } from "../../db/limits";
import { sqlWithin } from "../../db/sql";
import { currentWork } from "../../db/work";
import { isAppError } from "../../errors";
import { newId } from "../../text/id";
import { LEASE } from "../connection/lease";
import { CONNECTION_COLUMNS, type ConnectionRow } from "../connection/open-connection";
import { IS_HELD } from "../connection/rate-budget";
import type { Checkpoint } from "./checkpoint";
import type { SyncTrigger } from "./sync-runs";

/** Connections that want to be read, as a condition on the table `connection`. */
export const IS_DUE = `status = 'active' AND paused_at IS NULL AND next_at <= now() AND NOT ${IS_HELD}`;

/** What a sync stands on: the connection as it was when its lease was taken. */
export interface BegunSync {
  runId: string;
  leaseToken: number;
  /** Nothing was asked of the provider before this. */
  startedAt: Date;
  connection: ConnectionRow;
  failures: number;
  deletionsCheckedAt: Date | null;
  resourcesReadAt: Record<string, string>;
  /** Some of its tickets could not be written so far. */
  hasUnwritable: boolean;
  /** The sweep that was handed on or interrupted, if there is one to go on with. */
  checkpoint: Checkpoint | null;
}

interface HeldRow extends ConnectionRow {
  lease_token: number;
  failures: number;
  deletions_checked_at: Date | null;
  resources_read_at: Record<string, string>;
  checkpoint: Checkpoint | null;
  has_unwritable: boolean;
}

/**
 * Whoever held the lease before and has not closed its run was ended in the middle of it, and so was the reading of one ticket that began long ago. They are
 * among the newest: months of runs need not be walked for them.
 */
const CLOSE_INTERRUPTED = `
  UPDATE sync_run SET outcome = 'failed', finished_at = now(), error_code = 'internal',
         error_message = CASE WHEN trigger = 'opened' THEN 'The reading was interrupted.' ELSE 'The sync was interrupted. The next one went on from where it had been.' END
   WHERE outcome = 'running'
     AND id IN ((SELECT id FROM sync_run WHERE connection_id = (SELECT id FROM held) AND trigger <> 'opened' ORDER BY started_at DESC LIMIT 5)
       UNION ALL (SELECT id FROM sync_run WHERE connection_id = (SELECT id FROM held) AND started_at < now() - interval '10 minutes' ORDER BY started_at DESC LIMIT 20))`;

/**
 * Takes the connection's lease and begins a run, in one statement; null when somebody else holds it or nobody may read it, or, with `ifDue`,
 * when it does not want to be read now.
 */
export async function beginSync(
  connectionId: string,
  trigger: SyncTrigger,
  ifDue: boolean,
): Promise<BegunSync | null> {
  const runId = newId();
  const askedAt = askedNow();
  const rows = await sqlWithin<HeldRow>(
    LIMITS[currentWork().as].lock,
    `WITH held AS (
       UPDATE connection SET lease_token = lease_token + 1, ${LEASE.renewal}
        WHERE id = $1 AND status <> 'disconnected' AND (lease_until IS NULL OR lease_until < now())${ifDue ? ` AND ${IS_DUE}` : ""}
       RETURNING ${CONNECTION_COLUMNS}, lease_token, failures, deletions_checked_at, resources_read_at, checkpoint,
                 EXISTS (SELECT 1 FROM unwritable_ticket u WHERE u.connection_id = connection.id) AS has_unwritable),
     interrupted AS (${CLOSE_INTERRUPTED}),
     run AS (INSERT INTO sync_run (id, connection_id, organization_id, trigger, started_at) SELECT $2, id, organization_id, $3::"SyncTrigger", clock_timestamp() FROM held)
     SELECT * FROM held`,
    [connectionId, runId, trigger],
  ).catch((error: unknown) => {
    // Somebody else writes to the connection, and for long: so it is held.
    if (isAppError(error, "busy")) return [];
    throw error;
  });
  const [row] = rows;
  if (!row) return null;
  noteDatabaseTime(row.now, askedAt);
  const {
    lease_token: leaseToken,
    failures,
    deletions_checked_at: deletionsCheckedAt,
    resources_read_at: resourcesReadAt,
    checkpoint,
    has_unwritable: hasUnwritable,
    ...connection
  } = row;
  return {
    runId,
    leaseToken,
    startedAt: row.now,
    connection,
    failures,
    deletionsCheckedAt,
    resourcesReadAt,
    hasUnwritable,
    checkpoint,
  };
}
