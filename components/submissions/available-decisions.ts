import type { Route } from "next";

import { markForeign } from "@/lib/i18n/foreign-words";
import type { Translate } from "@/lib/i18n/message";
import { newTicketUrl, ticketUrl } from "@/lib/routes";
import type { Decision } from "@/lib/submissions/schemas";
import type { PendingSubmission } from "@/lib/submissions/types";
import { shorten } from "@/lib/text/shorten";

/** A decision button. */
export interface AvailableDecision {
  label: string;
  pendingLabel: string;
  decision: Decision;
  /** Opened after the decision. */
  nextUrl?: Route;
  /** Asked first if the text would disappear from the page. */
  question?: DiscardQuestion;
}

interface DiscardQuestion {
  title: string;
  /** The beginning of the text, or that it is encrypted. */
  excerpt: string;
  hint: string;
  labels: Record<"keep" | "edit" | "discard", string>;
  /** Announced when it is done. */
  done: string;
  /** Opens the text instead, for its author. */
  formUrl: Route | null;
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

const MAX_EXCERPT = 240;
const WRITTEN_BY = {
  create: "submissions.discard.createBy",
  reply: "submissions.discard.replyBy",
} as const;

/** Returns null unless someone's text would be lost. */
function discardQuestion(
  t: Translate,
  submission: PendingSubmission,
  viewerId: string,
): DiscardQuestion | null {
  const { kind, step, state, text, by, providerName, files } = submission;
  if ((kind !== "create" && kind !== "reply") || step === "files") return null;
  const formUrl = submittedFormUrl(submission, viewerId);
  const texts = [
    formUrl ? t("submissions.discard.own") : t(WRITTEN_BY[kind], { name: markForeign(by) }),
    files.length > 0 ? t("submissions.discard.files", { count: files.length }) : "",
    state === "needs_decision" ? t("submissions.discard.late", { provider: providerName }) : "",
  ];
  return {
    title: t("submissions.discard.title", { kind }),
    excerpt: text === null ? t("submissions.discard.encrypted") : shorten(text.trim(), MAX_EXCERPT),
    hint: texts.filter(Boolean).join(" "),
    labels: {
      keep: t("submissions.discard.keep"),
      edit: t("submissions.discard.edit"),
      discard: t("submissions.discard.now"),
    },
    done: t("submissions.discard.done", { kind }),
    formUrl,
  };
}

/** Returns the decisions that the submission's state allows. */
export function availableDecisions(
  t: Translate,
  submission: PendingSubmission,
  viewerId: string,
  staysInSight = false,
): AvailableDecision[] {
  const lost = discardQuestion(t, submission, viewerId);
  const question = (!staysInSight && lost) || undefined;
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
        question,
      },
    ];
  }
  if (submission.state === "rejected") {
    const word = lost ? "discard" : "dismiss";
    return [
      {
        label: t(`submissions.decision.${word}`),
        pendingLabel: t(
          lost ? "submissions.decision.discarding" : "submissions.decision.dismissing",
        ),
        decision: "drop",
        question,
      },
    ];
  }
  // A submission that is being sent cannot be stopped.
  if (!submission.canCancel || !submission.nextAt) return [];
  const cancel: AvailableDecision = {
    label: t("submissions.decision.cancel"),
    pendingLabel: t("submissions.decision.canceling"),
    decision: "take_back",
    question,
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
