import { fromNow, lockUntilCommit } from "../../db/expressions";
import { type ColumnChanges, type Db, db } from "../../db/kysely";
import { AppError } from "../../errors";
import { message } from "../../i18n/message";

/**
 * One sync at a time holds a connection, by a lease in its row with a fencing token.
 * `beginSync` takes it.
 */
export const LEASE = { seconds: 60 };

/** Makes the connection due shortly after the lease, in case its holder dies. */
const DUE_AFTER_SECONDS = 5;

/** For `set` on a connection. */
export const renewedLease = (): ColumnChanges<"connection"> => ({
  lease_until: fromNow(LEASE.seconds * 1_000),
  next_at: fromNow((LEASE.seconds + DUE_AFTER_SECONDS) * 1_000),
});

/**
 * Takes a transaction-scoped advisory lock that serialises writers of one connection. Returns when
 * the transaction began, which is when its events are recorded.
 */
export function lockConnection(client: Db, connectionId: string): Promise<Date> {
  return lockUntilCommit(client, connectionId);
}

/** Renews the sync's lease. Throws `conflict` when another sync has taken over. */
export async function renewLease(
  connectionId: string,
  leaseToken: number,
  on: Db = db(),
): Promise<void> {
  const renewed = await on
    .updateTable("connection")
    .set(renewedLease())
    .where("id", "=", connectionId)
    .where("lease_token", "=", leaseToken)
    .returning("id")
    .execute();
  assertHeld(renewed);
}

/** Throws `conflict` unless a statement with the lease's token has found the connection. */
export function assertHeld(found: ReadonlyArray<{ id: string }>): void {
  if (found.length !== 1) throw new AppError("conflict", { text: message("sync.takenOver") });
}
