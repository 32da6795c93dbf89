import type { Translate } from "@/lib/i18n/message";
import type { PendingSubmission } from "@/lib/submissions/types";

type LabelledSubmission = Pick<
  PendingSubmission,
  "kind" | "state" | "step" | "providerName" | "nextAt" | "checks"
>;

export type Tone = "busy" | "waiting" | "lost" | "missed" | "refused" | "done";

/** True if the ticket or message has arrived and its files follow. */
export function isAtFiles(submission: Pick<LabelledSubmission, "step">): boolean {
  return submission.step === "files" || submission.step === "attach_message";
}

export function kindLabel(
  t: Translate,
  submission: Pick<LabelledSubmission, "kind" | "step">,
): string {
  return t(`submissions.kind.${isAtFiles(submission) ? "files" : submission.kind}`);
}

/** The label alone must describe the state, for screen readers. */
export function submissionStatusLabel(
  t: Translate,
  submission: LabelledSubmission,
): { tone: Tone; label: string } {
  const { state, providerName: provider } = submission;
  if (state === "queued" && submission.nextAt)
    return { tone: "waiting", label: t("submissions.state.waiting") };
  if (state === "queued" || state === "sending")
    return { tone: "busy", label: busyLabel(t, submission) };
  if (state === "unknown") return { tone: "lost", label: t("submissions.state.unknown") };
  if (state === "needs_decision") {
    const finding = submission.checks > 0 ? "notFound" : "notConfirmed";
    return { tone: "missed", label: t(`submissions.state.${finding}`, { provider }) };
  }
  if (state === "rejected") return { tone: "refused", label: t("submissions.state.rejected") };
  return { tone: "done", label: t("submissions.state.sent") };
}

function busyLabel(t: Translate, { step, providerName: provider }: LabelledSubmission): string {
  if (step === "reopen") return t("submissions.state.reopening", { provider });
  return step === "write"
    ? t("submissions.state.sending", { provider })
    : t("submissions.state.sendingFiles", { provider });
}

const ACTION_KINDS: ReadonlySet<PendingSubmission["kind"]> = new Set([
  "close",
  "reopen",
  "solve",
  "collaborators",
]);

type SearchedSubmission = Pick<PendingSubmission, "kind" | "step" | "reference">;

/** Says how a lost write is searched for. */
export function searchText(t: Translate, submission: SearchedSubmission): string {
  const { reference } = submission;
  if (isAction(submission)) return t("submissions.search.status");
  if (isAtFiles(submission)) return t("submissions.search.files");
  return reference
    ? t("submissions.search.reference", { reference })
    : t("submissions.search.text");
}

/** Says what was not found. */
export function missingText(t: Translate, submission: SearchedSubmission): string {
  const { reference } = submission;
  if (isAction(submission)) return t("submissions.missing.status");
  return reference
    ? t("submissions.missing.reference", { reference })
    : t("submissions.missing.text");
}

function isAction({ kind, step }: Pick<PendingSubmission, "kind" | "step">): boolean {
  return ACTION_KINDS.has(kind) || step === "reopen";
}

/** Says what sending again can cause. */
export function resendRisk(
  t: Translate,
  { kind, providerName: provider }: Pick<PendingSubmission, "kind" | "providerName">,
): string | null {
  if (kind === "create") return t("submissions.mayDoubleTicket", { provider });
  return kind === "reply" ? t("submissions.mayDoubleReply") : null;
}
