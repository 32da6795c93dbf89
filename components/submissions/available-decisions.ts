import type { Route } from "next";

import { newTicketUrl, ticketUrl } from "@/lib/routes";
import type { PendingSubmission } from "@/lib/submissions/types";

export type Decision = "take_back" | "send_again" | "drop";

/** One thing that a person can decide, as a button. */
export interface AvailableDecision {
  label: string;
  pendingLabel: string;
  decision: Decision;
  /** Where to go once it is decided. */
  nextUrl?: Route;
}

/** Where its text can be changed: for whoever wrote it. */
export function submittedFormUrl(
  {
    id,
    kind,
    ticketId,
    byUserId,
  }: Pick<PendingSubmission, "id" | "kind" | "ticketId" | "byUserId">,
  viewerId: string,
): Route | null {
  if (byUserId !== viewerId) return null;
  if (kind === "create") return newTicketUrl({ submission: id });
  return kind === "reply" && ticketId
    ? ticketUrl("customer", ticketId, { submission: id }, "reply")
    : null;
}

/** What can be decided about a submission as it stands. */
export function availableDecisions(
  submission: PendingSubmission,
  viewerId: string,
): AvailableDecision[] {
  if (submission.state === "needs_decision") {
    return [
      { label: "Send again", pendingLabel: "Sending…", decision: "send_again" },
      { label: "Drop it", pendingLabel: "Dropping…", decision: "drop" },
    ];
  }
  if (submission.state === "rejected")
    return [{ label: "Dismiss", pendingLabel: "Dismissing…", decision: "drop" }];
  // What is being sent this very moment cannot be stopped, and is not worth a button for its half second.
  if (!submission.canCancel || !submission.nextAt) return [];
  const cancel: AvailableDecision = {
    label: "Cancel",
    pendingLabel: "Cancelling…",
    decision: "take_back",
  };
  const form = submittedFormUrl(submission, viewerId);
  return form
    ? [cancel, { label: "Edit", pendingLabel: "Opening…", decision: "take_back", nextUrl: form }]
    : [cancel];
}
