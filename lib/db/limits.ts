export type WorkClass = "person" | "background" | "maintenance";

export interface DatabaseLimits {
  /** Wait for a free connection. */
  pool: number;
  /** Wait for a lock. */
  lock: number;
  statement: number;
  /** Pause within a transaction, after which the server ends it. */
  idle: number;
}

/** Milliseconds. A frozen process holds locks for at most `idle`; background work outwaits it. */
export const LIMITS: Readonly<Record<WorkClass, DatabaseLimits>> = {
  /** Pages, routes and actions. */
  person: { pool: 4_000, lock: 3_000, statement: 25_000, idle: 5_000 },
  /** Scheduled syncs, deliveries and the queue, which are retried. */
  background: { pool: 10_000, lock: 8_000, statement: 60_000, idle: 5_000 },
  /** Work on many rows, such as erasing an account. */
  maintenance: { pool: 15_000, lock: 8_000, statement: 300_000, idle: 5_000 },
};

/** Per process. */
export const CONNECTIONS = {
  /** One more exists for the health check. */
  all: 10,
  /** May wait for locks. */
  writers: 7,
  background: 5,
  /** Writers of one provider account. */
  account: 3,
} as const;

/** Milliseconds. */
export const CONNECT_TIMEOUT_MS = 5_000;

/** One simple query. SET LOCAL ends with the transaction, so poolers leak no setting. */
export function beginWithLimits(as: WorkClass): string {
  const { lock, statement, idle } = LIMITS[as];
  return [
    "BEGIN",
    `SET LOCAL lock_timeout = ${lock}`,
    `SET LOCAL statement_timeout = ${statement}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${idle}`,
  ].join("; ");
}
