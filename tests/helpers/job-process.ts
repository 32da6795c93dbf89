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

/** A test's request to this process: read a ticket, or run one round of due work. */
export type ProcessJob = Reading | { as: "cron" };

async function read({ as, connectionId, externalId }: Reading): Promise<string> {
  try {
    if (as === "person")
      return (await withConnection(connectionId, ({ session }) => session.readTicket(externalId)))
        ? "read"
        : "gone";
    const open = await openConnection(connectionId, { background: true });
    try {
      return (await open.session.readTicket(externalId)) ? "read" : "gone";
    } finally {
      await open.close();
    }
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

async function done(job: ProcessJob): Promise<unknown> {
  if (job.as === "cron") return runDue(10_000);
  return Promise.all(Array.from({ length: job.times }, () => read(job)));
}

// Runs the jobs that its parent sends, until the parent disconnects.
process.on("message", (job: ProcessJob) => void done(job).then((answer) => process.send?.(answer)));
process.on("disconnect", () => void pool().end());
process.send?.("ready");
