import { setTimeout as sleep } from "node:timers/promises";

import { db } from "../lib/db/kysely";
import { pool } from "../lib/db/pool";
import { runDue } from "../lib/jobs/run-due";
import { CliError, errorMessage, runScript } from "./lib/cli-error";

/** Short, so that a signal is handled soon. */
const ROUND_MS = 20_000;
const REST_MS = 1_000;
/** After a failed round. */
const RECOVER_MS = 5_000;

/** `npm run worker`: runs until SIGTERM. Others take over from a killed one within a minute. */
runScript(async () => {
  if (!process.env.DATABASE_URL)
    throw new CliError("DATABASE_URL is required: a worker works for a portal that runs already.");
  const stop = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort());
  const rest = (ms: number) => sleep(ms, undefined, { signal: stop.signal }).catch(() => undefined);
  const say = (line: string) => process.stdout.write(`${new Date().toISOString()} ${line}\n`);
  // Fails at the start; a running worker survives a database that is away for a while.
  await db()
    .selectNoFrom((eb) => eb.lit(1).as("one"))
    .execute();
  process.stdout.write("The worker runs. Ctrl-C ends it after the round at hand.\n");
  while (!stop.signal.aborted) {
    try {
      const { complete, partial, failed, handed_on, submissions, waiting } = await runDue(ROUND_MS);
      const done = complete + partial + failed + handed_on;
      if (done + submissions.taken > 0)
        say(
          `read ${done} (${failed} failed), submissions ${submissions.taken}, waiting ${waiting}`,
        );
      else await rest(REST_MS);
    } catch (error) {
      say(`the round ended early, and is tried again: ${errorMessage(error)}`);
      await rest(RECOVER_MS);
    }
  }
  await pool().end();
});
