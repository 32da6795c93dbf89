import PgBoss from "pg-boss";

import { pool } from "./pool";
import type { Queryable } from "./sql";

/** Made by a migration, with its retries and retention. */
export type QueueName = "submissions" | "syncs";

export interface Job<Data> {
  id: string;
  data: Data;
}

let boss: PgBoss | undefined;

/** pg-boss on the shared pool, without any loop of its own: it works inside a function call as well as in a worker. */
function queue(): PgBoss {
  boss ??= new PgBoss({ db: through(), supervise: false, schedule: false, migrate: false });
  return boss;
}

function through(on?: Queryable) {
  return { executeSql: (text: string, values: unknown[]) => (on ?? pool()).query(text, values) };
}

/** Puts a job into a queue, to be taken at `at` or later; with a client, in its transaction: the job exists if and only if that commits. */
export async function enqueue(
  name: QueueName,
  data: object,
  at: Date,
  on?: Queryable,
): Promise<void> {
  await queue().send(name, data, { startAfter: at, ...(on ? { db: through(on) } : {}) });
}

/** The same for several at once. In a queue of the policy "short", a job whose key waits already is not put in again. */
export async function enqueueAll(
  name: QueueName,
  jobs: Array<{ data: object; singletonKey: string }>,
): Promise<void> {
  if (jobs.length > 0) await queue().insert(jobs.map((job) => ({ ...job, name })));
}

/** How many jobs wait that are due. */
export async function waitingJobs(name: QueueName): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count
     FROM pgboss.job
     WHERE name = $1 AND state < 'active' AND start_after <= now()`,
    [name],
  );
  return rows[0]?.count ?? 0;
}

/** Takes up to `most` jobs that are due; nobody else gets them until they are done, failed, or their time has run out. */
export function takeJobs<Data extends object>(
  name: QueueName,
  most: number,
): Promise<Array<Job<Data>>> {
  return queue().fetch<Data>(name, { batchSize: most });
}

export async function finishJobs(name: QueueName, ids: string[]): Promise<void> {
  if (ids.length > 0) await queue().complete(name, ids);
}

/** The job comes again after a while, as the queue's settings say. */
export async function failJob(name: QueueName, id: string, error: unknown): Promise<void> {
  await queue().fail(name, id, { message: error instanceof Error ? error.message : String(error) });
}

/** Gives back jobs whose taker has died, and removes old ones. Cheap; to be called now and then by whoever takes jobs. */
export async function maintainQueues(): Promise<void> {
  await queue().maintain();
}
