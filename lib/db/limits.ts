export type WorkClass = "person" | "background" | "maintenance";

export interface DatabaseLimits {
  pool: number;
  lock: number;
  statement: number;
  idle: number;
}

/** Milliseconds. A frozen process holds locks for at most `idle`; background work outwaits it. */
export const LIMITS: Readonly<Record<WorkClass, DatabaseLimits>> = {
  person: { pool: 4_000, lock: 3_000, statement: 25_000, idle: 5_000 },
  background: { pool: 10_000, lock: 8_000, statement: 60_000, idle: 5_000 },
  maintenance: { pool: 15_000, lock: 8_000, statement: 300_000, idle: 5_000 },
};

export const CONNECTIONS = {
  all: 10,
  writers: 7,
  background: 5,
  /** Writers of one provider account. */
  account: 3,
} as const;

export const CONNECT_TIMEOUT_MS = 5_000;

/** SET LOCAL ends with the transaction, so poolers leak no setting. */
export function beginWithLimits(as: WorkClass): string {
  const { lock, statement, idle } = LIMITS[as];
  return [
    "BEGIN",
    `SET LOCAL lock_timeout = ${lock}`,
    `SET LOCAL statement_timeout = ${statement}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${idle}`,
  ].join("; ");
}
