import { ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sqlWithin } from "../db/sql";
import { workAs } from "../db/work";
import { isAppError } from "../errors";

const MAX_WAIT_MS = 1_000;

const MARK_REQUESTED = `UPDATE connection SET sync_requested_at = now(),
    next_at = CASE WHEN failures = 0 THEN least(next_at, now() + interval '45 seconds') ELSE next_at END`;
const IS_NEWS =
  "status = 'active' AND coalesce(sync_requested_at < now() - interval '30 seconds', true)";

/** A wish is not worth a failed click: whoever holds the row is writing what the person waits for. */
async function unlessBusy(marking: Promise<unknown>): Promise<void> {
  await marking.catch((error: unknown) => {
    if (!isAppError(error, "busy")) throw error;
  });
}

/**
 * Somebody looks at this connection's tickets or has just done something: it is read sooner, and more often for a while; while its provider fails, at the pace
 * of the failures all the same. The caller has checked that they may.
 */
export async function requestSyncSoon(connectionId: string): Promise<void> {
  const statement = `${MARK_REQUESTED} WHERE id = $1 AND ${IS_NEWS}`;
  await unlessBusy(
    workAs({ account: connectionId }, () => sqlWithin(MAX_WAIT_MS, statement, [connectionId])),
  );
}

/** Does the same for every connection of the viewer's own organizations. Rows in use are left out. */
export async function requestSyncSoonForAll(viewer: Viewer): Promise<void> {
  const free = `SELECT id FROM connection WHERE organization_id = ANY($1) AND ${IS_NEWS} FOR UPDATE SKIP LOCKED`;
  const statement = `${MARK_REQUESTED} WHERE id IN (${free})`;
  await unlessBusy(sqlWithin(MAX_WAIT_MS, statement, [ownOrganizations(viewer)]));
}
