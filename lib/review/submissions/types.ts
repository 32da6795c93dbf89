import type { PendingSubmission } from "../../submissions/types";

export interface ListedSubmission {
  id: string;
  state: "queued" | "sending" | "unknown" | "needs_decision" | "rejected";
  kind: PendingSubmission["kind"];
  at: Date;
  by: string;
  organizationId: string;
  organizationName: string;
  accountLabel: string;
  /** Of its ticket, or the one that it files. */
  subject: string | null;
  ticketId: string | null;
  /** The reason for rejecting it or waiting; `words` are the provider's own. */
  message?: string;
  words?: string;
}

export interface SubmissionPage {
  items: ListedSubmission[];
  /** The organization of the filter; null: none, or unknown. */
  organizationName: string | null;
  next: string | null;
}
