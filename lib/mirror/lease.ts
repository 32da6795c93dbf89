import type { PoolClient } from "pg";
import { sql } from "../db/sql";
import { AppError } from "../errors";

const SECONDS = 60;

/** One sweep at a time holds a connection, by a lease in its row with a fencing token. */
export const LEASE = {
  seconds: SECONDS,
  /** Holds it for longer. A holder that dies is followed soon after: the connection is due again by then. */
  renewal: `lease_until = now() + interval '${SECONDS} seconds', next_at = now() + interval '${SECONDS + 5} seconds'`,
};

/** The lease's token, or null when somebody else holds the connection or nobody may read it. */
export async function takeLease(connectionId: string): Promise<number | null> {
  const [row] = await sql<{ lease_token: number }>(
    `UPDATE connection SET lease_token = lease_token + 1, ${LEASE.renewal}
      WHERE id = $1 AND status <> 'disconnected' AND (lease_until IS NULL OR lease_until < now()) RETURNING lease_token`,
    [connectionId],
  );
  if (!row) return null;
  // Whoever held the lease before and has not closed its run was ended in the middle of it. It is among the newest: months of runs need not be walked for it.
  await sql(
    `UPDATE sync_run SET outcome = 'failed', finished_at = now(), error_code = 'internal', error_message = 'The sync was interrupted. The next one went on from where it had been.'
      WHERE id IN (SELECT id FROM sync_run WHERE connection_id = $1 AND trigger <> 'opened' ORDER BY started_at DESC LIMIT 5) AND outcome = 'running'`,
    [connectionId],
  );
  return row.lease_token;
}

/** Proves that the sweep still holds the connection's lease, and holds it for longer; throws `conflict` when another one has taken over. */
export async function renewLease(connectionId: string, leaseToken: number, on?: PoolClient): Promise<void> {
  const renewed = await sql(`UPDATE connection SET ${LEASE.renewal} WHERE id = $1 AND lease_token = $2 RETURNING id`, [connectionId, leaseToken], on);
  if (renewed.length !== 1) throw new AppError("conflict", { message: "Another sync has taken over this account." });
}
