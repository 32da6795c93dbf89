import PgBoss from "pg-boss";

import { pool } from "./pool";
import type { Queryable } from "./sql";

/** Created by a migration with their retry policies. */
export type QueueName = "submissions" | "syncs";

export interface Job<Data> {
  id: string;
  data: Data;
}

let boss: PgBoss | undefined;

/** pg-boss without its own loops: also works inside a serverless function. */
function queue(): PgBoss {
  boss ??= new PgBoss({ db: executor(), supervise: false, schedule: false, migrate: false });
  return boss;
}

function executor(on?: Queryable) {
  return { executeSql: (text: string, values: unknown[]) => (on ?? pool()).query(text, values) };
}

/** Enqueues a job for `at`, in the given transaction if any. */
export async function enqueue(
  name: QueueName,
  data: object,
  at: Date,
  on?: Queryable,
): Promise<void> {
  await queue().send(name, data, { startAfter: at, ...(on ? { db: executor(on) } : {}) });
}

/** In a "short" queue, a key that is already waiting is not enqueued again. */
export async function enqueueAll(
  name: QueueName,
  jobs: Array<{ data: object; singletonKey: string }>,
): Promise<void> {
  if (jobs.length > 0) await queue().insert(jobs.map((job) => ({ ...job, name })));
}

export async function waitingJobs(name: QueueName): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count
     FROM pgboss.job
     WHERE name = $1 AND state < 'active' AND start_after <= now()`,
    [name],
  );
  return rows[0]?.count ?? 0;
}

/** Locks up to `most` due jobs until they are done, failed or expired. */
export function takeJobs<Data extends object>(
  name: QueueName,
  most: number,
): Promise<Array<Job<Data>>> {
  return queue().fetch<Data>(name, { batchSize: most });
}

export async function finishJobs(name: QueueName, ids: string[]): Promise<void> {
  if (ids.length > 0) await queue().complete(name, ids);
}

/** The queue's retry policy decides when the job runs again. */
export async function failJob(name: QueueName, id: string, error: unknown): Promise<void> {
  await queue().fail(name, id, { message: error instanceof Error ? error.message : String(error) });
}

/** Releases jobs of dead workers and deletes old ones. */
export async function maintainQueues(): Promise<void> {
  await queue().maintain();
}
