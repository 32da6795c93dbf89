import { setTimeout as sleep } from "node:timers/promises";

import pg from "pg";

import { databaseTls } from "../../database-tls";
import { PRISMA_LOCK } from "./catalog-adapter";
import { MigrationError } from "./migration-error";

const LOCK_WAIT_SECONDS = 120;
const TRY_EVERY_MS = 250;

/**
 * Locks in a transaction, as a session lock would leak through poolers. Holds no snapshot, neither
 * with the lock nor while waiting for it: CREATE INDEX CONCURRENTLY waits for all of them.
 */
export async function withMigrationLock<T>(
  databaseUrl: string,
  work: () => Promise<T>,
): Promise<T> {
  const holder = new pg.Client({ connectionString: databaseTls(databaseUrl).url });
  let broken: Error | undefined;
  holder.on("error", (error) => (broken = error));
  await holder.connect().catch((error: unknown) => {
    const { code, message } = error as { code?: string; message: string };
    throw new MigrationError(`The database cannot be reached: ${message || code}.`, {
      cause: error,
    });
  });
  try {
    await waitForLock(holder);
    return await work();
  } finally {
    if (!broken) await holder.query("ROLLBACK").catch(() => undefined);
    await holder.end().catch(() => undefined);
  }
}

async function waitForLock(holder: pg.Client): Promise<void> {
  const until = Date.now() + LOCK_WAIT_SECONDS * 1_000;
  while (!(await tryLock(holder))) {
    if (Date.now() > until)
      throw new MigrationError(
        `Another migration of this database did not end within ${LOCK_WAIT_SECONDS} seconds.`,
      );
    await sleep(TRY_EVERY_MS);
  }
}

/** Begins the transaction that holds the lock; false if another one holds it. */
async function tryLock(holder: pg.Client): Promise<boolean> {
  await holder.query(
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0",
  );
  // Parameters would need a portal in PostgreSQL, which keeps its snapshot.
  const { rows } = await holder.query<{ isLocked: boolean }>(
    `SELECT pg_try_advisory_xact_lock(${PRISMA_LOCK}) AS "isLocked"`,
  );
  if (rows[0]?.isLocked) return true;
  await holder.query("ROLLBACK");
  return false;
}
