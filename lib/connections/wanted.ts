import { sql } from "../db/sql";

/**
 * Somebody looks at this connection's tickets or has just done something: it is read sooner, and more often for a while; while its provider fails, at the pace
 * of the failures all the same. The caller has checked that they may.
 */
export async function noteWanted(connectionId: string): Promise<void> {
  await sql(
    `UPDATE connection SET wanted_at = now(), next_at = CASE WHEN failures = 0 THEN least(next_at, now() + interval '45 seconds') ELSE next_at END
      WHERE id = $1 AND status = 'active' AND coalesce(wanted_at < now() - interval '30 seconds', true)`,
    [connectionId],
  );
}
