import type { PendingSubmission } from "@/lib/submissions/types";
import { asSentence } from "@/lib/text/sentence";

type LabelledSubmission = Pick<
  PendingSubmission,
  "kind" | "state" | "step" | "providerName" | "nextAt"
>;

export type Tone = "busy" | "waiting" | "lost" | "missed" | "refused" | "done";

const KIND_LABELS: Record<PendingSubmission["kind"], string> = {
  create: "New ticket",
  reply: "Reply",
  close: "Close",
  reopen: "Reopen",
  solve: "Mark as solved",
  collaborators: "Collaborators",
};

/** True if the ticket or message has arrived and its files follow. */
export function isAtFiles(submission: Pick<LabelledSubmission, "step">): boolean {
  return submission.step === "files" || submission.step === "attach_message";
}

export function kindLabel(submission: LabelledSubmission): string {
  return isAtFiles(submission) ? "Files" : KIND_LABELS[submission.kind];
}

/** The label alone must describe the state, for screen readers. */
export function submissionStatusLabel(submission: LabelledSubmission): {
  tone: Tone;
  label: string;
} {
  const { state, providerName } = submission;
  if (state === "queued" && submission.nextAt)
    return { tone: "waiting", label: "Waiting to be sent" };
  if (state === "queued" || state === "sending")
    return { tone: "busy", label: busyLabel(submission) };
  if (state === "unknown") return { tone: "lost", label: "Outcome unknown" };
  if (state === "needs_decision") return { tone: "missed", label: `Not found at ${providerName}` };
  if (state === "rejected") return { tone: "refused", label: "Not accepted" };
  return { tone: "done", label: "Sent, not read back yet" };
}

function busyLabel({ step, providerName }: LabelledSubmission): string {
  if (step === "reopen") return `Reopening at ${providerName}`;
  return step === "write" ? `Sending to ${providerName}` : `Sending files to ${providerName}`;
}

/** Explains why a submission is not sent now. */
export function waitingReason({
  code,
  message,
  providerName,
}: Pick<PendingSubmission, "code" | "message" | "providerName">): string {
  if (code === "provider_rate_limited") return `${providerName} asked us to wait.`;
  return asSentence(message ?? "It could not be sent just now");
}

const ACTION_KINDS: ReadonlySet<PendingSubmission["kind"]> = new Set([
  "close",
  "reopen",
  "solve",
  "collaborators",
]);

type SearchedSubmission = Pick<PendingSubmission, "kind" | "step" | "reference">;

/** Describes how a lost write is searched for. */
export function searchedBy(submission: SearchedSubmission): string {
  if (isAction(submission)) return "by the ticket’s status";
  if (isAtFiles(submission)) return "by the message that carries the files";
  return submission.reference
    ? `by its reference ${submission.reference}`
    : "by its exact text and time";
}

/** Describes what was not found. */
export function notFoundText(submission: SearchedSubmission): string {
  if (isAction(submission)) return "the ticket had not changed as requested";
  return submission.reference
    ? `nothing with reference ${submission.reference} was there`
    : "nothing with this text was there";
}

function isAction({ kind, step }: Pick<PendingSubmission, "kind" | "step">): boolean {
  return ACTION_KINDS.has(kind) || step === "reopen";
}

/** Describes what resending can cause. */
export function resendRisk({
  kind,
  providerName,
}: Pick<PendingSubmission, "kind" | "providerName">): string | null {
  if (kind === "create")
    return `If the first one shows up later, ${providerName} will have two tickets.`;
  if (kind === "reply") return `If the first one shows up later, the reply will appear twice.`;
  return null;
}

export function timesText(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
