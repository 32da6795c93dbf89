import { sql } from "@/tests/helpers/sql";

import { hostupAccounts } from "../../sandbox/accounts";
import { makeBenchConnection, makeOwner } from "./bench-database";
import { accountOf, GENERATED } from "./generated-provider";
import { type Child, startChild } from "./processes";

const WORKERS = 4;
/** About as many tickets as the sandbox's account has. */
const SMALL_PAGE = 4;

export interface WorkersFigure {
  oneMs: number;
  fourMs: number;
}

/** Five generated pages each, or five calls each to the sandbox over HTTP. */
export type Provider = "in-process" | "sandbox";

async function makeConnections(
  connections: number,
  provider: Provider,
  answersAfterMs: number,
): Promise<string[]> {
  const owner = await makeOwner();
  const [id, credential] =
    provider === "sandbox"
      ? ["hostup", hostupAccounts.northwindStaging.key.key]
      : [GENERATED, accountOf({ tickets: 5 * SMALL_PAGE, perPage: SMALL_PAGE, answersAfterMs })];
  const made: string[] = [];
  for (let number = 0; number < connections; number++)
    made.push(await makeBenchConnection(owner, id, credential));
  return made;
}

/** One worker against four that share a queue; all connections are due. */
export async function benchWorkers(
  connections: number,
  rounds: number,
  provider: Provider,
  answersAfterMs: number,
): Promise<WorkersFigure[]> {
  const { DATABASE_URL: _none, ...withoutDatabase } = process.env;
  const sandbox = await startChild(withoutDatabase as NodeJS.ProcessEnv);
  const workers: Child[] = [];
  try {
    const { apiUrl } = await sandbox.does({ does: "sandbox", answersAfterMs });
    const ids = await makeConnections(connections, provider, answersAfterMs);
    for (let number = 0; number < WORKERS; number++)
      workers.push(await startChild({ ...process.env, HOSTUP_API_URL: apiUrl }));
    const run = async (some: Child[]) => {
      await makeDue(ids);
      const started = performance.now();
      const reports = await Promise.all(some.map((worker) => worker.does({ does: "work" })));
      const milliseconds = performance.now() - started;
      const complete = reports.reduce((total, report) => total + report.complete, 0);
      if (complete !== connections)
        throw new Error(
          `${complete} of ${connections} connections were read: ${JSON.stringify(reports)}`,
        );
      return milliseconds;
    };
    // The first read of every account, and what a process does once.
    await run(workers);
    const figures: WorkersFigure[] = [];
    for (let round = 0; round < rounds; round++)
      figures.push({ oneMs: await run(workers.slice(0, 1)), fourMs: await run(workers) });
    return figures;
  } finally {
    for (const worker of workers) await worker.end();
    await sandbox.end();
  }
}

/** Also the inventories. */
async function makeDue(ids: string[]): Promise<void> {
  await sql("DELETE FROM pgboss.job");
  await sql("UPDATE connection SET next_at = NULL WHERE NOT id = ANY($1)", [ids]);
  await sql(
    "UPDATE connection SET next_at = now(), deletions_checked_at = now(), " +
      "resources_read_at = '{}' WHERE id = ANY($1)",
    [ids],
  );
}
