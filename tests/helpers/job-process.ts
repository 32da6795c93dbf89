import { pool } from "@/lib/db/pool";
import { isAppError } from "@/lib/errors";
import { runDue } from "@/lib/jobs/run-due";
import { openConnection, withConnection } from "@/lib/mirror/connection/open-connection";

/** One ticket, read so many times at once, for a person or not. */
export interface Reading {
  as: "person" | "background";
  connectionId: string;
  externalId: string;
  times: number;
}

/** What a test asks of this process: to read a ticket, or a round of what is due. */
export type ProcessJob = Reading | { as: "cron" };

async function read({ as, connectionId, externalId }: Reading): Promise<string> {
  try {
    if (as === "person")
      return (await withConnection(connectionId, ({ session }) => session.readTicket(externalId)))
        ? "read"
        : "gone";
    const open = await openConnection(connectionId, { background: true });
    return (await open.session.readTicket(externalId).finally(open.close)) ? "read" : "gone";
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

async function done(job: ProcessJob): Promise<unknown> {
  if (job.as === "cron") return runDue(10_000);
  return Promise.all(Array.from({ length: job.times }, () => read(job)));
}

// A process of its own, as production has many: takes jobs from the one that forked it, and ends when that one lets go of it.
// An error that nobody foresaw ends it, too, and the test with it.
process.on("message", (job: ProcessJob) => void done(job).then((answer) => process.send?.(answer)));
process.on("disconnect", () => void pool().end());
process.send?.("ready");
