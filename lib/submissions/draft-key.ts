import { type DraftKey, replyKey, resubmissionKey } from "../drafts/draft-key";
import type { SubmissionRow } from "./submission";

/** Returns the key of the draft in which a rejected or canceled submission is edited again. */
export function draftKeyOf(row: Pick<SubmissionRow, "id" | "kind" | "ticket_id">): DraftKey {
  return row.kind === "create" || row.ticket_id === null
    ? resubmissionKey(row.id)
    : replyKey(row.ticket_id);
}
