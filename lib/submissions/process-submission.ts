import { workAs } from "../db/work";
import { type OpenConnection, openConnection } from "../mirror/connection/open-connection";
import { Lease, LeaseLost, readSubmission } from "./lease";
import { reconcile } from "./reconcile/reconcile";
import { settleFailure } from "./settle-failure";
import { takeStep } from "./steps";
import type { SubmissionRow } from "./submission";
import { scheduleWaiting } from "./ticket-claim";
import { WriteTracker } from "./write-tracker";

/**
 * Does what is due about a submission, and returns it as it then stands: sends it, goes on after a process that died, looks for
 * a lost answer. Of any number of callers, in any number of processes, one works; the others get the row as it is. What may have
 * arrived is never sent again: it becomes `unknown` and is looked for. Throws only when the database fails, or for an id that is not there.
 */
export async function processSubmission(submissionId: string): Promise<SubmissionRow> {
  const taken = await Lease.take(submissionId);
  if (!taken) return readSubmission(submissionId);
  const { lease } = taken;
  try {
    return await workAs({ as: "background", account: taken.row.connection_id }, async () => {
      let row = taken.row.state === "unknown" ? await reconcile(lease, taken.row) : taken.row;
      if (row.state === "sending") row = await deliver(lease, row);
      // Its ticket may be free now.
      if (row.ticket_id !== null) await scheduleWaiting(row.id);
      return row;
    });
  } catch (error) {
    if (error instanceof LeaseLost) return readSubmission(submissionId);
    throw error;
  } finally {
    lease.stop();
  }
}

/** Step after step, until it is sent or one of them fails. */
async function deliver(lease: Lease, from: SubmissionRow): Promise<SubmissionRow> {
  let open: OpenConnection | undefined;
  let row = from;
  const watch = new WriteTracker(() => open?.attempts() ?? 0);
  const beforeWrite = () => {
    lease.assertLive();
    watch.wentOut();
  };
  try {
    open = await openConnection(row.connection_id, { beforeWrite });
    while (row.state === "sending") {
      row = await takeStep({ lease, row, open, watch });
      watch.end();
    }
    return row;
  } catch (error) {
    if (wasLeaseLost(error)) throw new LeaseLost("Lost while sending.");
    return await settleFailure(lease, row, error, {
      arrived: watch.mayHaveArrived(error),
      requestId: open?.lastRequestId() ?? null,
      sealedCredential: open?.row.sealed_credential,
    });
  } finally {
    await open?.close();
  }
}

function wasLeaseLost(error: unknown): boolean {
  return (
    error instanceof LeaseLost ||
    (error instanceof Error && error.cause !== undefined && wasLeaseLost(error.cause))
  );
}
