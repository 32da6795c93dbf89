import { queryStartTime, recordDatabaseTime } from "../../db/clock";
import { LIMITS } from "../../db/limits";
import { sqlWithin } from "../../db/sql";
import { currentWork } from "../../db/work";
import { isAppError } from "../../errors";
import { newId } from "../../ids";
import { LEASE } from "../connection/lease";
import { CONNECTION_COLUMNS, type ConnectionRow } from "../connection/open-connection";
import { IS_HELD } from "../connection/rate-budget";
import type { Checkpoint } from "./checkpoint";
import type { SyncTrigger } from "./sync-runs";

/** As a condition on the table `connection`. */
export const IS_DUE = `status = 'active' AND paused_at IS NULL AND next_at <= now() AND NOT ${IS_HELD}`;

export interface BegunSync {
  runId: string;
  leaseToken: number;
  /** Before the first call to the provider. */
  startedAt: Date;
  connection: ConnectionRow;
  failures: number;
  deletionsCheckedAt: Date | null;
  resourcesReadAt: Record<string, string>;
  hasUnwritable: boolean;
  checkpoint: Checkpoint | null;
}

interface LeasedRow extends ConnectionRow {
  lease_token: number;
  failures: number;
  deletions_checked_at: Date | null;
  resources_read_at: Record<string, string>;
  checkpoint: Checkpoint | null;
  has_unwritable: boolean;
}

/** Closes runs of dead processes. Looks at the newest runs only, as there may be months of them. */
const CLOSE_INTERRUPTED = `
  UPDATE sync_run
  SET outcome = 'failed', finished_at = now(), error_code = 'internal',
    error_message = CASE
      WHEN trigger = 'opened' THEN 'The reading was interrupted.'
      ELSE 'The sync was interrupted. The next one went on from where it had been.' END
  WHERE outcome = 'running' AND id IN (
    (SELECT id FROM sync_run
     WHERE connection_id = (SELECT id FROM held) AND trigger <> 'opened'
     ORDER BY started_at DESC LIMIT 5)
    UNION ALL
    (SELECT id FROM sync_run
     WHERE connection_id = (SELECT id FROM held) AND started_at < now() - interval '10 minutes'
     ORDER BY started_at DESC LIMIT 20))`;

/** Returns null when the connection is held, disconnected or, with `ifDue`, not due. */
export async function beginSync(
  connectionId: string,
  trigger: SyncTrigger,
  ifDue: boolean,
): Promise<BegunSync | null> {
  const runId = newId();
  const queryStartedAt = queryStartTime();
  const rows = await sqlWithin<LeasedRow>(
    LIMITS[currentWork().as].lock,
    `WITH held AS (
       UPDATE connection
       SET lease_token = lease_token + 1, ${LEASE.renewal}
       WHERE id = $1 AND status <> 'disconnected'
         AND (lease_until IS NULL OR lease_until < now())
         ${ifDue ? `AND ${IS_DUE}` : ""}
       RETURNING ${CONNECTION_COLUMNS}, lease_token, failures,
         deletions_checked_at, resources_read_at, checkpoint,
         EXISTS (SELECT 1 FROM unwritable_ticket u
                 WHERE u.connection_id = connection.id) AS has_unwritable),
     interrupted AS (${CLOSE_INTERRUPTED}),
     run AS (
       INSERT INTO sync_run (id, connection_id, organization_id, trigger, started_at)
       SELECT $2, id, organization_id, $3::"SyncTrigger", clock_timestamp()
       FROM held)
     SELECT * FROM held`,
    [connectionId, runId, trigger],
  ).catch((error: unknown) => {
    // Another writer has locked the row for long.
    if (isAppError(error, "busy")) return [];
    throw error;
  });
  const [row] = rows;
  if (!row) return null;
  recordDatabaseTime(row.now, queryStartedAt);
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
