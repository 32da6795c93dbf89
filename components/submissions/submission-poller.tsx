import type { PendingSubmission } from "@/lib/submissions/types";

import { LazySubmissionRefresh } from "./lazy-parts";
import { statusFingerprint } from "./submission-status";

const POLLED_STATES: ReadonlySet<PendingSubmission["state"]> = new Set([
  "queued",
  "sending",
  "unknown",
]);

/** Polls submissions that are not settled; renders nothing. */
export function SubmissionPoller({ submissions }: { submissions: readonly PendingSubmission[] }) {
  const polled = submissions
    .filter(({ state }) => POLLED_STATES.has(state))
    .map((submission) => ({ id: submission.id, fingerprint: statusFingerprint(submission) }));
  const isAwaitingSync = submissions.some(({ state }) => state === "sent");
  return polled.length > 0 || isAwaitingSync ? (
    <LazySubmissionRefresh submissions={polled} isAwaitingSync={isAwaitingSync} />
  ) : null;
}
