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
 * One of any number of callers works; the others get the row unchanged. A write that may have
 * arrived is never repeated. Throws only for database failures and unknown ids.
 */
export async function processSubmission(submissionId: string): Promise<SubmissionRow> {
  const held = await Lease.take(submissionId);
  if (!held) return readSubmission(submissionId);
  const { lease } = held;
  try {
    return await workAs({ as: "background", account: held.row.connection_id }, async () => {
      let row = held.row.state === "unknown" ? await reconcile(lease, held.row) : held.row;
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

async function deliver(lease: Lease, from: SubmissionRow): Promise<SubmissionRow> {
  let open: OpenConnection | undefined;
  let row = from;
  const tracker = new WriteTracker(() => open?.attempts() ?? 0);
  const beforeWrite = () => {
    lease.assertLive();
    tracker.wentOut();
  };
  try {
    open = await openConnection(row.connection_id, { beforeWrite });
    while (row.state === "sending") {
      row = await takeStep({ lease, row, open, tracker });
      tracker.end();
    }
    return row;
  } catch (error) {
    if (wasLeaseLost(error)) throw new LeaseLost("Lost while sending.");
    // The failed call may have shown that replies are no longer possible.
    await open?.learn([]);
    return await settleFailure(lease, row, error, {
      mayHaveArrived: tracker.mayHaveArrived(error),
      requestId: open?.lastRequestId() ?? null,
      credentialVersion: open?.row.credential_version,
      providerName: open?.provider.name,
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
