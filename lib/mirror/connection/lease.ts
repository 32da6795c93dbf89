import type { PoolClient } from "pg";

import { sql } from "../../db/sql";
import { AppError } from "../../errors";

const SECONDS = 60;

/** One sweep at a time holds a connection, by a lease in its row with a fencing token. */
export const LEASE = {
  seconds: SECONDS,
  /** Holds it for longer. A holder that dies is followed soon after: the connection is due again by then. */
  renewal: `lease_until = now() + interval '${SECONDS} seconds', next_at = now() + interval '${SECONDS + 5} seconds'`,
};

/** Until its transaction ends, nobody else writes to this connection's tickets. */
export async function lockConnection(client: PoolClient, connectionId: string): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [connectionId]);
}

/** Proves that the sweep still holds the connection's lease, and holds it for longer; throws `conflict` when another one has taken over. */
export async function renewLease(
  connectionId: string,
  leaseToken: number,
  on?: PoolClient,
): Promise<void> {
  const renewed = await sql(
    `UPDATE connection SET ${LEASE.renewal} WHERE id = $1 AND lease_token = $2 RETURNING id`,
    [connectionId, leaseToken],
    on,
  );
  if (renewed.length !== 1)
    throw new AppError("conflict", { message: "Another sync has taken over this account." });
}
