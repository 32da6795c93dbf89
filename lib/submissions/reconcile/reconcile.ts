import { sql } from "../../db/sql";
import { isAppError } from "../../errors";
import { readTicketNow } from "../../mirror/read-ticket";
import { syncConnection } from "../../mirror/sync/run-sync";
import { confirmFromMirror, confirmSentWithTicket } from "../files/confirm-attachments";
import type { Lease } from "../lease";
import { endWithoutFiles, settleStep } from "../outcome";
import { schedule } from "../schedule";
import type { SubmissionRow } from "../submission";
import { findSentWrite } from "./find-sent-write";

/** How long after which look the next one comes, in seconds. A provider's list may lag behind its writes. */
const LOOKS_SECONDS = [3, 8, 15, 30, 60, 120, 180];
/** Not found for this long, with the provider read in full: a person is asked. */
const ASK_AFTER_MINUTES = 15;
/** The provider could not be read for this long (the key is dead, the account was disconnected): a person must not be left without a choice. */
const ASK_ANYWAY_AFTER_MINUTES = 60;

/**
 * Reads the provider once and looks for what became of a step whose answer was lost. Found: the step is settled and the row goes on
 * (`sending` if another step follows). Not found: looked for again after a while, and at last put before the person. Sends nothing.
 */
export async function reconcile(lease: Lease, row: SubmissionRow): Promise<SubmissionRow> {
  const looked = await readFor(row);
  const found = await findSentWrite(row);
  if (found) {
    if (row.kind === "create" && row.step === "write" && found.sentWithTicket)
      await confirmSentWithTicket(row.id);
    const settled = await settleStep(lease, row, found);
    if (row.ticket_id !== null) await confirmFromMirror(row.id, row.ticket_id);
    return settled;
  }
  const minutes = await minutesSince(row);
  if (looked ? minutes >= ASK_AFTER_MINUTES : minutes >= ASK_ANYWAY_AFTER_MINUTES) {
    // Of the message that brings the files nobody is asked: the files say that they are not on the ticket, and can be sent again.
    if (row.step === "attach_message") {
      // A hidden message is not found by its text, but its files may be there.
      await confirmFromMirror(row.id, row.ticket_id);
      return endWithoutFiles(lease, "missing", null);
    }
    return lease.release("state = 'needs_decision', due_at = NULL, checks = checks + 1");
  }
  const seconds = LOOKS_SECONDS[Math.min(row.checks, LOOKS_SECONDS.length - 1)] ?? 180;
  const waiting = await lease.pause(
    `checks = checks + ${looked ? 1 : 0}, due_at = now() + interval '${seconds} seconds'`,
  );
  if (waiting.due_at) await schedule(waiting.id, waiting.due_at);
  return waiting;
}

/** True when the provider has been read in a way that would have shown it. */
async function readFor(row: SubmissionRow): Promise<boolean> {
  if (row.ticket_id !== null) {
    const { outcome } = await readTicketNow(row.ticket_id).catch((error: unknown) => {
      if (isAppError(error)) return { outcome: "failed" as const };
      throw error;
    });
    // Gone is an answer as well.
    return outcome !== "failed";
  }
  // Every list page was read; that some ticket could not be read in full does not make the list less whole.
  return (await syncConnection(row.connection_id, { trigger: "filing" })).finished;
}

async function minutesSince(row: SubmissionRow): Promise<number> {
  const [since] = await sql<{ minutes: number }>(
    "SELECT extract(epoch FROM now() - coalesce(sending_at, created_at))::float8 / 60 AS minutes FROM submission WHERE id = $1",
    [row.id],
  );
  return since?.minutes ?? 0;
}
