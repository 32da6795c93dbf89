import { asBoolean, daysAgo, now } from "../../db/expressions";
import { db, transaction } from "../../db/kysely";
import { workAs } from "../../db/work";
import { log } from "../../log";
import { recordOutcome } from "../../notices/record/submission-outcomes";
import {
  confirmFromMirror,
  confirmLeftOpen,
  RECHECK_MISSING_DAYS,
} from "../files/confirm-attachments";
import { eraseConfirmed, nextStep, settledAs, settleFilesInCall } from "../outcome";
import { schedule } from "../schedule";
import {
  type StoredTypes,
  SUBMISSION_COLUMNS,
  type SubmissionChange,
  type SubmissionRow,
} from "../submission";
import { scheduleWaiting } from "../ticket-claim";
import { findSentWrite } from "./find-sent-write";

const LOST_STATES = ["unknown", "needs_decision"] as const;

/** Sends nothing. Returns how many were found. */
export function reconcileConnection(connectionId: string): Promise<number> {
  return workAs({ account: connectionId }, () => settleLost(connectionId));
}

async function settleLost(connectionId: string): Promise<number> {
  if (!(await isAnythingOpen(connectionId))) return 0;
  const lost = await db()
    .selectFrom("submission")
    .where("connection_id", "=", connectionId)
    .where("state", "in", LOST_STATES)
    .where((eb) => eb.or([eb("lease_until", "is", null), eb("lease_until", "<=", now())]))
    .orderBy("sending_at")
    .select(SUBMISSION_COLUMNS)
    .$narrowType<StoredTypes>()
    .execute();
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
  const row = await db()
    .selectNoFrom(({ exists, lit, or, selectFrom }) => {
      const lost = selectFrom("submission")
        .where("connection_id", "=", connectionId)
        .where("state", "in", LOST_STATES)
        .select(lit(1).as("one"));
      const file = selectFrom("outgoing_file as f")
        .innerJoin("submission as s", "s.id", "f.submission_id")
        .where("s.connection_id", "=", connectionId)
        .where("s.state", "=", "sent")
        .where((eb) =>
          eb.or([
            eb("f.state", "in", ["waiting", "sending", "uploaded", "unsure"]),
            eb.and([
              eb("f.state", "=", "missing"),
              eb("f.settled_at", ">", daysAgo(RECHECK_MISSING_DAYS)),
            ]),
          ]),
        )
        .select(lit(1).as("one"));
      return asBoolean(or([exists(lost), exists(file)])).as("open");
    })
    .executeTakeFirst();
  return row?.open ?? false;
}

async function settleOne(row: SubmissionRow): Promise<boolean> {
  const found = await findSentWrite(row);
  if (!found) return false;
  const next = await nextStep(row, found);
  // Nothing holds a lease here, so the next step is queued.
  const unheld: SubmissionChange =
    next === null ? { claim_key: null } : { state: "queued", due_at: now() };
  const isSettled = await transaction(async (client) => {
    const { numUpdatedRows } = await client
      .updateTable("submission")
      .set({
        ...settledAs(next, found),
        ...unheld,
        lease_token: (eb) => eb("lease_token", "+", 1),
        lease_until: null,
      })
      .where("id", "=", row.id)
      .where("lease_token", "=", row.lease_token)
      .where("state", "in", LOST_STATES)
      .executeTakeFirst();
    const isUpdated = numUpdatedRows === 1n;
    if (isUpdated && next === null)
      await recordOutcome(client, {
        ...row,
        state: "sent",
        ticket_id: found.ticketId ?? row.ticket_id,
      });
    if (isUpdated && next !== null) await schedule(row.id, new Date(), client);
    if (isUpdated && found.filesInCall) await settleFilesInCall(client, row);
    return isUpdated;
  });
  if (isSettled && found.filesInCall) await eraseConfirmed(row.id);
  if (isSettled && row.ticket_id !== null) await confirmFromMirror(row.id, row.ticket_id);
  if (isSettled) await scheduleWaiting(row.id);
  return isSettled;
}
