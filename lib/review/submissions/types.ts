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
  /** Of its ticket; null before there is one. */
  subject: string | null;
  ticketId: string | null;
  /** Why it was rejected, or waits; and the provider's own words. */
  message?: string;
  words?: string;
}

export interface SubmissionPage {
  items: ListedSubmission[];
  /** Of the filter; null for all, or for one that does not exist. */
  organizationName: string | null;
  next: string | null;
}
