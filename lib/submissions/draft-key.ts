import type { SubmissionRow } from "./submission";

/** Where a submission is opened again after it was rejected or taken back: the draft's place, to which its files return. */
export function draftKeyOf(row: Pick<SubmissionRow, "id" | "kind" | "ticket_id">): string {
  return row.kind === "create" || row.ticket_id === null
    ? `new:${row.id}`
    : `reply:${row.ticket_id}`;
}
