import { sql, sqlResult,transaction } from "../../db/sql";
import { workAs } from "../../db/work";
import { log } from "../../log";
import {
  confirmFromMirror,
  confirmLeftOpen,
  confirmSentWithTicket,
} from "../files/confirm-attachments";
import { nextStep, settledAs } from "../outcome";
import { schedule } from "../schedule";
import { SUBMISSION_COLUMNS, type SubmissionRow } from "../submission";
import { scheduleWaiting } from "../ticket-claim";
import { findSentWrite } from "./find-sent-write";

/** Sends nothing. Returns how many were found. */
export function reconcileConnection(connectionId: string): Promise<number> {
  return workAs({ account: connectionId }, () => settleLost(connectionId));
}

async function settleLost(connectionId: string): Promise<number> {
  if (!(await isAnythingOpen(connectionId))) return 0;
  const lost = await sql<SubmissionRow>(
    `SELECT ${SUBMISSION_COLUMNS}
       FROM submission
      WHERE connection_id = $1
        AND state IN ('unknown', 'needs_decision')
        AND (lease_until IS NULL OR lease_until <= now())
      ORDER BY sending_at`,
    [connectionId],
  );
  let settled = 0;
  for (const row of lost) {
    // A failure must not keep the others from being settled.
    const isSettled = await settleOne(row).catch((error: unknown) =>
      log.error({ err: error, submissionId: row.id }, "a lost answer could not be settled"),
    );
    if (isSettled) settled += 1;
  }
  await confirmLeftOpen(connectionId);
  return settled;
}

/** One statement for the usual case that nothing is open. */
async function isAnythingOpen(connectionId: string): Promise<boolean> {
  const [row] = await sql<{ open: boolean }>(
    `SELECT EXISTS (
              SELECT 1
                FROM submission
               WHERE connection_id = $1
                 AND state IN ('unknown', 'needs_decision'))
         OR EXISTS (
              SELECT 1
                FROM outgoing_file f
                JOIN submission s ON s.id = f.submission_id
               WHERE s.connection_id = $1
                 AND s.state = 'sent'
                 AND (f.state IN ('waiting', 'sending', 'uploaded', 'unsure')
                      OR f.state = 'missing' AND f.settled_at > now() - interval '1 day')
            ) AS open`,
    [connectionId],
  );
  return row?.open ?? false;
}

async function settleOne(row: SubmissionRow): Promise<boolean> {
  const found = await findSentWrite(row);
  if (!found) return false;
  if (found.sentWithTicket) await confirmSentWithTicket(row.id);
  const next = await nextStep(row);
  const { set, values } = settledAs(next, found, 3);
  const isSettled = await transaction(async (client) => {
    // Nothing holds a lease here, so the next step is queued.
    const { rowCount } = await sqlResult(
      `UPDATE submission
          SET ${set.replace("state = 'sending'", "state = 'queued', due_at = now()")},
              lease_token = lease_token + 1,
              lease_until = NULL${next === null ? ", claim_key = NULL" : ""}
        WHERE id = $1
          AND lease_token = $2
          AND state IN ('unknown', 'needs_decision')`,
      [row.id, row.lease_token, ...values],
      client,
    );
    if (rowCount === 1 && next !== null) await schedule(row.id, new Date(), client);
    return rowCount === 1;
  });
  if (isSettled && row.ticket_id !== null) await confirmFromMirror(row.id, row.ticket_id);
  if (isSettled) await scheduleWaiting(row.id);
  return isSettled;
}
