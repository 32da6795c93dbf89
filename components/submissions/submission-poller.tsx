import type { PendingSubmission } from "@/lib/submissions/types";

import { statusFingerprint } from "./submission-status";
import { SubmissionsPoller } from "./submissions-poller";

const MOVING: ReadonlySet<PendingSubmission["state"]> = new Set(["queued", "sending", "unknown"]);

/** Keeps the page true while something on it moves by itself; nothing at all otherwise. */
export function SubmissionPoller({ submissions }: { submissions: readonly PendingSubmission[] }) {
  const followed = submissions
    .filter(({ state }) => MOVING.has(state))
    .map((submission) => ({ id: submission.id, seen: statusFingerprint(submission) }));
  const unread = submissions.some(({ state }) => state === "sent");
  return followed.length > 0 || unread ? (
    <SubmissionsPoller followed={followed} unread={unread} />
  ) : null;
}
