import { pool } from "@/lib/db/pool";
import { runDue } from "@/lib/jobs/run-due";
import { syncConnection } from "@/lib/mirror/sync/run-sync";

/** What a test asks of this process: one sweep of a connection, or so many rounds of what is due at the same time. */
export type MirrorJob =
  { as: "sweep"; connectionId: string; full?: boolean } | { as: "cron"; times: number };

function done(job: MirrorJob): Promise<unknown> {
  if (job.as === "sweep")
    return syncConnection(job.connectionId, { trigger: "cron", full: job.full });
  return Promise.all(Array.from({ length: job.times }, () => runDue(60_000)));
}

// A process of its own, to be killed and stopped. It ends when the one that forked it lets go of it; an error that nobody foresaw ends it, too.
process.on(
  "message",
  (job: MirrorJob) => void done(job).then((answer) => process.send?.({ answer })),
);
process.on("disconnect", () => void pool().end());
process.send?.("ready");
