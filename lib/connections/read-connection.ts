import { syncConnection, type SyncOptions, type SyncReport } from "../mirror/sync/run-sync";
import { reconcileConnection } from "../submissions/reconcile/reconcile-connection";

/** One sweep of a connection, and then a look for submissions whose answer was lost: the provider has just told what it has. */
export async function readConnection(
  connectionId: string,
  options: SyncOptions,
): Promise<SyncReport> {
  const report = await syncConnection(connectionId, options);
  if (report.outcome !== "failed" && report.outcome !== "busy")
    await reconcileConnection(connectionId);
  return report;
}
