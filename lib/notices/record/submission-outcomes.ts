import type { SubmissionKind, SubmissionState } from "../../db/generated/enums";
import type { Db } from "../../db/kysely";
import type { NewNotice, NoticeDetail, NoticeTopic } from "../types";
import { transactionTime } from "./record-notice";
import { recordNotices } from "./record-notices";

export interface SubmissionOutcome {
  id: string;
  user_id: string;
  organization_id: string;
  connection_id: string;
  ticket_id: string | null;
  kind: SubmissionKind;
  state: SubmissionState;
  created_at: Date;
}

const OUTCOME_DETAILS = {
  sent: "arrived",
  rejected: "rejected",
  unknown: "unknown",
  needs_decision: "needs_decision",
} as const satisfies Partial<Record<SubmissionState, NoticeDetail>>;

/** True for a state that may produce a notice. */
export const isOutcome = (state: unknown): state is keyof typeof OUTCOME_DETAILS =>
  typeof state === "string" && Object.hasOwn(OUTCOME_DETAILS, state);

/** After this time, the author has probably left the page. */
const LATE_MS = 60_000;

/** Records a notice of an outcome. Call it in the transaction that stores the outcome. */
export async function recordOutcome(client: Db, row: SubmissionOutcome): Promise<void> {
  if (!isOutcome(row.state)) return;
  const now = await transactionTime(client);
  const notice = outcomeNotice(row, now);
  if (notice === null || (row.state === "unknown" && (await isRecorded(client, notice, row))))
    return;
  await recordNotices(client, [notice], now);
}

/** Excludes the person who filed a ticket unless filing took long. */
function outcomeNotice(row: SubmissionOutcome, now: Date): NewNotice | null {
  if (!isOutcome(row.state)) return null;
  const isLate = now.getTime() - row.created_at.getTime() > LATE_MS;
  const isFiled = row.state === "sent" && row.kind === "create";
  if (row.state === "sent" && !isFiled && !isLate) return null;
  const topic: NoticeTopic =
    row.ticket_id === null ? `submission:${row.id}` : `ticket:${row.ticket_id}`;
  return {
    organizationId: row.organization_id,
    topic,
    ticketId: row.ticket_id,
    submissionId: row.id,
    connectionId: row.connection_id,
    kind: isFiled ? "filed" : "failed",
    detail: isFiled ? "filed" : OUTCOME_DETAILS[row.state],
    event: null,
    actorId: isFiled && !isLate ? row.user_id : null,
    recipientId: isFiled ? null : row.user_id,
    addresses: [],
    wakes: false,
  };
}

/** Repeated searches report the same unknown outcome. */
async function isRecorded(
  client: Db,
  { topic, detail }: NewNotice,
  row: SubmissionOutcome,
): Promise<boolean> {
  const earlier = await client
    .selectFrom("notice")
    .where("topic", "=", topic)
    .where("submission_id", "=", row.id)
    .where("detail", "=", detail)
    .where("at", ">=", row.created_at)
    .select("id")
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}
