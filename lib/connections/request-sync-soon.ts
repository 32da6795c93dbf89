import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sqlWithin } from "../db/sql";
import { workAs } from "../db/work";
import { isAppError } from "../errors";

const MAX_WAIT_MS = 1_000;

const MARK_REQUESTED = `
  UPDATE connection
  SET sync_requested_at = now(),
    next_at = CASE
      WHEN failures = 0 THEN least(next_at, now() + interval '45 seconds')
      ELSE next_at
    END`;
const IS_NOT_YET_MARKED =
  "status = 'active' AND coalesce(sync_requested_at < now() - interval '30 seconds', true)";

/** The holder of a busy row is a sync that is already running. */
async function ignoreBusy(update: Promise<unknown>): Promise<void> {
  await update.catch((error: unknown) => {
    if (!isAppError(error, "busy")) throw error;
  });
}

/** Makes the next sync due within 45 s; failures keep their backoff. The caller checks access. */
export async function requestSyncSoon(connectionId: string): Promise<void> {
  const statement = `${MARK_REQUESTED} WHERE id = $1 AND ${IS_NOT_YET_MARKED}`;
  await ignoreBusy(
    workAs({ account: connectionId }, () => sqlWithin(MAX_WAIT_MS, statement, [connectionId])),
  );
}

/** Skips locked rows. */
export async function requestSyncSoonForAll(viewer: Viewer): Promise<void> {
  const unlockedIds = `
    SELECT id
    FROM connection
    WHERE organization_id = ANY($1)
      AND ${IS_NOT_YET_MARKED}
    FOR UPDATE SKIP LOCKED`;
  const statement = `${MARK_REQUESTED} WHERE id IN (${unlockedIds})`;
  await ignoreBusy(sqlWithin(MAX_WAIT_MS, statement, [ownOrganizations(viewer)]));
}
