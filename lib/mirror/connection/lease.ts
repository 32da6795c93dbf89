import type { Db } from "../../db/kysely";
import { sql, sqlResult } from "../../db/sql";
import { AppError } from "../../errors";

const SECONDS = 60;

/**
 * One sync at a time holds a connection, by a lease in its row with a fencing token.
 * `beginSync` takes it.
 */
export const LEASE = {
  seconds: SECONDS,
  /** Also makes the connection due shortly after the lease, in case its holder dies. */
  renewal: `lease_until = now() + interval '${SECONDS} seconds',
    next_at = now() + interval '${SECONDS + 5} seconds'`,
};

/** Takes a transaction-scoped advisory lock that serialises writers of one connection. */
export async function lockConnection(client: Db, connectionId: string): Promise<void> {
  await sqlResult("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [connectionId], client);
}

/** Renews the sync's lease. Throws `conflict` when another sync has taken over. */
export async function renewLease(connectionId: string, leaseToken: number, on?: Db): Promise<void> {
  const renewed = await sql(
    `UPDATE connection SET ${LEASE.renewal} WHERE id = $1 AND lease_token = $2 RETURNING id`,
    [connectionId, leaseToken],
    on,
  );
  if (renewed.length !== 1)
    throw new AppError("conflict", { message: "Another sync has taken over this account." });
}
