import { CompiledQuery } from "kysely";
import PgBoss from "pg-boss";

import { type Db, db } from "./kysely";
import { pool } from "./pool";
import type { PrismaTransaction } from "./prisma";

export type QueueName = "submissions" | "syncs" | "notices" | "pushes" | "webhooks";

export interface Job<Data> {
  id: string;
  data: Data;
}

let boss: PgBoss | undefined;

/** pg-boss without its loops, so that it works in serverless functions. */
function queue(): PgBoss {
  boss ??= new PgBoss({ db: executor(), supervise: false, schedule: false, migrate: false });
  return boss;
}

/** A transaction of either kind, which the job then belongs to. */
type JobTransaction = Db | PrismaTransaction;

function executor(on: JobTransaction = db()) {
  return {
    async executeSql(text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
      if ("$queryRawUnsafe" in on) return { rows: await on.$queryRawUnsafe(text, ...values) };
      return on.executeQuery(CompiledQuery.raw(text, values));
    },
  };
}

export async function enqueue(
  name: QueueName,
  data: object,
  at: Date,
  on?: JobTransaction,
): Promise<void> {
  await queue().send(name, data, { startAfter: at, ...(on ? { db: executor(on) } : {}) });
}

interface NewJob {
  data: object;
  singletonKey?: string;
  startAfter?: Date;
  /** The highest are taken first. Default: 0. */
  priority?: number;
  /** A UUID; of jobs that were enqueued together, the lowest are taken first. */
  id?: string;
}

/** In a "short" queue, a waiting key is not enqueued again. */
export async function enqueueAll(
  name: QueueName,
  jobs: readonly NewJob[],
  on?: JobTransaction,
): Promise<void> {
  if (jobs.length === 0) return;
  const options = on ? { db: executor(on) } : {};
  await queue().insert(
    jobs.map((job) => ({ ...job, name })),
    options,
  );
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

/** Locks the jobs until they are done, failed or expired. */
export function takeJobs<Data extends object>(
  name: QueueName,
  most: number,
): Promise<Array<Job<Data>>> {
  return queue().fetch<Data>(name, { batchSize: most });
}

export async function finishJobs(name: QueueName, ids: string[]): Promise<void> {
  if (ids.length > 0) await queue().complete(name, ids);
}

export async function failJob(name: QueueName, id: string, error: unknown): Promise<void> {
  await queue().fail(name, id, { message: error instanceof Error ? error.message : String(error) });
}

export async function maintainQueues(): Promise<void> {
  await queue().maintain();
}
