import { syncConnection, type SyncOptions, type SyncReport } from "../mirror/sync/run-sync";
import { reconcileConnection } from "../submissions/reconcile/reconcile-connection";

/** Syncs, then reconciles submissions whose answer was lost. */
export async function readConnection(
  connectionId: string,
  options: SyncOptions,
): Promise<SyncReport> {
  const report = await syncConnection(connectionId, options);
  if (report.outcome !== "failed" && report.outcome !== "busy")
    await reconcileConnection(connectionId);
  return report;
}
