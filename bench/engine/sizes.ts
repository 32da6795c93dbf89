import { sql } from "@/tests/helpers/sql";

import { enqueueAll, finishJobs, takeJobs } from "../../lib/db/queue";
import { runDue } from "../../lib/jobs/run-due";
import { syncConnection } from "../../lib/mirror/sync/run-sync";
import { registerProvider } from "../../lib/providers/registry";
import { startTemporaryDatabase } from "../../scripts/lib/postgres/temporary-database";
import {
  closePool,
  makeBenchConnection,
  makeDatabase,
  makeOwner,
  MIRROR_TABLES,
  useDatabase,
  vacuum,
} from "./bench-database";
import { accountOf, GENERATED, generatedProvider, PER_PAGE } from "./generated-provider";

export interface Sizes {
  /** Bytes a ticket, with indexes. */
  tables: Array<{ name: string; rows: number; heap: number; indexes: number }>;
  importWalPerTicket: number;
  sweepWal: number;
  sweepCommits: number;
  sweepCpuMs: number;
  walPerFurtherPage: number;
  cpuMsPerFurtherPage: number;
  runBytes: number;
  jobsPerSecond: number;
}

const SWEEPS = 100;
const LARGE_PAGES = 20;
const JOBS = 2_000;

async function wal(): Promise<number> {
  const [row] = await sql<{ bytes: string }>(
    "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes",
  );
  return Number(row?.bytes ?? 0);
}

async function costOf(
  work: () => Promise<unknown>,
): Promise<{ wal: number; commits: number; cpuMs: number }> {
  const commits = async () => {
    // Backends report their counts with a delay.
    await useDatabase(process.env.DATABASE_URL ?? "");
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [row] = await sql<{ count: string }>(
      "SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()",
    );
    return Number(row?.count ?? 0);
  };
  const before = { commits: await commits(), wal: await wal(), cpu: process.cpuUsage() };
  await work();
  const cpu = process.cpuUsage(before.cpu);
  const used = (await wal()) - before.wal;
  return {
    wal: used,
    commits: (await commits()) - before.commits,
    cpuMs: (cpu.user + cpu.system) / 1_000,
  };
}

/** Production's settings; CPU of this process only. */
export async function measureSizes(tickets: number): Promise<Sizes> {
  const server = await startTemporaryDatabase("durable");
  const { DATABASE_URL: url } = process.env;
  const unregister = registerProvider(generatedProvider());
  try {
    await useDatabase(await makeDatabase(server, "sizes"));
    return await measure(tickets);
  } finally {
    unregister();
    await closePool();
    process.env.DATABASE_URL = url;
    await server.stop();
  }
}

async function measure(tickets: number): Promise<Sizes> {
  const owner = await makeOwner();
  const large = await makeBenchConnection(owner, GENERATED, accountOf({ tickets }));
  const read = async (id: string) => {
    const { outcome, error } = await syncConnection(id, {
      trigger: "cron",
      full: false,
      budget: 3_600_000,
    });
    if (outcome !== "complete")
      throw new Error(`A sweep ended ${outcome}. ${error?.text.key ?? ""}`);
  };
  const imported = await costOf(() => read(large));
  await vacuum();
  const tables = await Promise.all(
    MIRROR_TABLES.filter((name) => name !== "swept_page").map(async (name) => {
      const [size] = await sql<{ rows: number; heap: string; indexes: string }>(
        `SELECT (SELECT count(*)::int FROM ${name}) AS rows, pg_table_size($1::regclass) AS heap, pg_indexes_size($1::regclass) AS indexes`,
        [name],
      );
      return {
        name,
        rows: (size?.rows ?? 0) / tickets,
        heap: Number(size?.heap ?? 0) / tickets,
        indexes: Number(size?.indexes ?? 0) / tickets,
      };
    }),
  );
  const small = await Promise.all(
    Array.from({ length: SWEEPS }, () =>
      makeBenchConnection(owner, GENERATED, accountOf({ tickets: PER_PAGE })),
    ),
  );
  const medium = await makeBenchConnection(
    owner,
    GENERATED,
    accountOf({ tickets: LARGE_PAGES * PER_PAGE }),
  );
  for (const id of [...small, medium]) await read(id);
  const due = () =>
    sql("UPDATE connection SET next_at = now(), deletions_checked_at = now() WHERE id = ANY($1)", [
      small,
    ]);
  await sql("UPDATE connection SET next_at = NULL");
  await due();
  await runDue(120_000);
  await due();
  const [runsBefore] = await sql<{ bytes: string; rows: string }>(
    "SELECT pg_total_relation_size('sync_run') AS bytes, count(*) AS rows FROM sync_run",
  );
  const sweeps = await costOf(() => runDue(120_000));
  const further = await costOf(() => read(medium));
  return {
    tables,
    importWalPerTicket: imported.wal / tickets,
    sweepWal: sweeps.wal / SWEEPS,
    sweepCommits: sweeps.commits / SWEEPS,
    sweepCpuMs: sweeps.cpuMs / SWEEPS,
    walPerFurtherPage: further.wal / LARGE_PAGES,
    cpuMsPerFurtherPage: further.cpuMs / LARGE_PAGES,
    runBytes: Number(runsBefore?.bytes ?? 0) / Number(runsBefore?.rows ?? 1),
    jobsPerSecond: await jobsPerSecond(),
  };
}

/** With four takers. */
async function jobsPerSecond(): Promise<number> {
  await sql("DELETE FROM pgboss.job");
  const started = performance.now();
  await enqueueAll(
    "syncs",
    Array.from({ length: JOBS }, (_unused, index) => ({
      data: { connectionId: `c${index}` },
      singletonKey: `c${index}`,
    })),
  );
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let [job] = await takeJobs("syncs", 1); job; [job] = await takeJobs("syncs", 1))
        await finishJobs("syncs", [job.id]);
    }),
  );
  return JOBS / ((performance.now() - started) / 1_000);
}
