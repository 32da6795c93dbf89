/** Kinds of work on the database. Each has its own limits. */
export type WorkClass = "person" | "background" | "maintenance";

export interface DatabaseLimits {
  /** Wait for a free connection of this process. */
  pool: number;
  /** Wait for one lock that another transaction holds. */
  lock: number;
  /** Duration of one statement. */
  statement: number;
  /** Pause between two statements of a transaction. The server ends a transaction that pauses longer. */
  idle: number;
}

/**
 * How long work may wait for the database, in milliseconds. The pause is the same short one for
 * everybody: a process that freezes between BEGIN and COMMIT holds its locks no longer than that.
 * Background work waits for a lock longer than such a pause, so that it outlasts a frozen process;
 * a person gets an answer sooner.
 */
export const LIMITS: Readonly<Record<WorkClass, DatabaseLimits>> = {
  /** Somebody waits for the answer: pages, routes and actions. */
  person: { pool: 4_000, lock: 3_000, statement: 25_000, idle: 5_000 },
  /** Nobody waits: scheduled reads, deliveries, the queue. It is tried again later. */
  background: { pool: 10_000, lock: 8_000, statement: 60_000, idle: 5_000 },
  /** Work over many rows: erasing an account, summing up old runs. */
  maintenance: { pool: 15_000, lock: 8_000, statement: 300_000, idle: 5_000 },
};

/** Connections of one process. */
export const CONNECTIONS = {
  /** All of them, except for one that only the health check uses. */
  all: 10,
  /** For work that may wait for a lock. The rest stays free for reading pages. */
  writers: 7,
  /** For background work. */
  background: 5,
  /** For writing work on one provider account, so that one that is locked does not take the rest. */
  account: 3,
} as const;

/** A new connection to the server, in milliseconds. */
export const CONNECT_TIMEOUT_MS = 5_000;

/**
 * BEGIN with the limits of a class, to be sent as one simple query. SET LOCAL ends with the
 * transaction, so a transaction pooler hands no setting on to another client.
 */
export function beginWithLimits(as: WorkClass): string {
  const { lock, statement, idle } = LIMITS[as];
  return `BEGIN; SET LOCAL lock_timeout = ${lock}; SET LOCAL statement_timeout = ${statement}; SET LOCAL idle_in_transaction_session_timeout = ${idle}`;
}
