import { pool } from "@/lib/db/pool";
import { runDue } from "@/lib/jobs/run-due";
import { syncConnection } from "@/lib/mirror/sync/run-sync";

/** A sweep of a connection, or rounds of due jobs at the same time. */
export type MirrorJob =
  { as: "sweep"; connectionId: string; full?: boolean } | { as: "cron"; times: number };

function done(job: MirrorJob): Promise<unknown> {
  if (job.as === "sweep")
    return syncConnection(job.connectionId, { trigger: "cron", full: job.full });
  return Promise.all(Array.from({ length: job.times }, () => runDue(60_000)));
}

// Ends when its parent disconnects, or with an unexpected error.
process.on(
  "message",
  (job: MirrorJob) => void done(job).then((answer) => process.send?.({ answer })),
);
process.on("disconnect", () => void pool().end());
process.send?.("ready");
