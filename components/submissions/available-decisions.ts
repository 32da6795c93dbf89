import type { Route } from "next";

import type { Translate } from "@/lib/i18n/message";
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
  t: Translate,
  submission: PendingSubmission,
  viewerId: string,
): AvailableDecision[] {
  if (submission.state === "needs_decision") {
    return [
      {
        label: t("submissions.decision.sendAgain"),
        pendingLabel: t("submissions.decision.sendingAgain"),
        decision: "send_again",
      },
      {
        label: t("submissions.decision.discard"),
        pendingLabel: t("submissions.decision.discarding"),
        decision: "drop",
      },
    ];
  }
  if (submission.state === "rejected") {
    return [
      {
        label: t("submissions.decision.dismiss"),
        pendingLabel: t("submissions.decision.dismissing"),
        decision: "drop",
      },
    ];
  }
  // A submission that is being sent cannot be stopped.
  if (!submission.canCancel || !submission.nextAt) return [];
  const cancel: AvailableDecision = {
    label: t("submissions.decision.cancel"),
    pendingLabel: t("submissions.decision.canceling"),
    decision: "take_back",
  };
  const form = submittedFormUrl(submission, viewerId);
  if (!form) return [cancel];
  return [
    cancel,
    {
      label: t("submissions.decision.edit"),
      pendingLabel: t("submissions.decision.opening"),
      decision: "take_back",
      nextUrl: form,
    },
  ];
}
