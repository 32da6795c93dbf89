import { sqlWithin } from "../db/sql";
import { workAs } from "../db/work";
import { isAppError } from "../errors";

const MOST_WAIT_MS = 1_000;

/**
 * Somebody looks at this connection's tickets or has just done something: it is read sooner, and more often for a while; while its provider fails, at the pace
 * of the failures all the same. The caller has checked that they may.
 */
export async function noteWanted(connectionId: string): Promise<void> {
  const noting = () => sqlWithin(
    MOST_WAIT_MS,
    `UPDATE connection SET wanted_at = now(), next_at = CASE WHEN failures = 0 THEN least(next_at, now() + interval '45 seconds') ELSE next_at END
      WHERE id = $1 AND status = 'active' AND coalesce(wanted_at < now() - interval '30 seconds', true)`,
    [connectionId],
  );
  // A wish is not worth a failed click: whoever holds the row is writing what the person waits for.
  await workAs({ account: connectionId }, noting).catch((error: unknown) => {
    if (!isAppError(error, "busy")) throw error;
  });
}
