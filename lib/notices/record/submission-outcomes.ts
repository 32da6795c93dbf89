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

const TOLD = {
  sent: "arrived",
  rejected: "rejected",
  unknown: "unknown",
  needs_decision: "needs_decision",
} as const satisfies Partial<Record<SubmissionState, NoticeDetail>>;

/** True for a change of state that may have to be told. */
export const isOutcome = (state: unknown): state is keyof typeof TOLD =>
  typeof state === "string" && Object.hasOwn(TOLD, state);

/** By then its author has gone on. */
const LATE_MS = 60_000;

/** In the transaction that stored the outcome. */
export async function recordOutcome(client: Db, row: SubmissionOutcome): Promise<void> {
  if (!isOutcome(row.state)) return;
  const now = await transactionTime(client);
  const notice = outcomeNotice(row, now);
  if (notice === null || (row.state === "unknown" && (await wasTold(client, notice, row)))) return;
  await recordNotices(client, [notice], now);
}

/** The filer of a ticket is told only if that took long; whoever follows the organization always. */
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
    detail: isFiled ? "filed" : TOLD[row.state],
    event: null,
    actorId: isFiled && !isLate ? row.user_id : null,
    recipientId: isFiled ? null : row.user_id,
    addresses: [],
    wakes: false,
  };
}

/** Searching goes on for minutes, and each search finds it unknown again. */
async function wasTold(
  client: Db,
  { topic, detail }: NewNotice,
  row: SubmissionOutcome,
): Promise<boolean> {
  const told = await client
    .selectFrom("notice")
    .where("topic", "=", topic)
    .where("submission_id", "=", row.id)
    .where("detail", "=", detail)
    .where("at", ">=", row.created_at)
    .select("id")
    .limit(1)
    .executeTakeFirst();
  return told !== undefined;
}
