import type { Route } from "next";

import { newTicketUrl, ticketUrl } from "@/lib/routes";
import type { Decision } from "@/lib/submissions/schemas";
import type { PendingSubmission } from "@/lib/submissions/types";

/** A decision button. */
export interface AvailableDecision {
  label: string;
  pendingLabel: string;
  decision: Decision;
  /** Opened after the decision. */
  nextUrl?: Route;
}

/** Returns where its author can edit the submission; null for others. */
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

/** Returns the decisions that the submission's state allows. */
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
  // A submission that is being sent cannot be stopped.
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
