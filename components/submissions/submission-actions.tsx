import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import type { PendingSubmission } from "@/lib/submissions/types";
import { cn } from "@/lib/utils";

import { availableDecisions, submittedFormUrl } from "./available-decisions";
import { LazySubmissionButtons } from "./lazy-submission-buttons";
import type { Decide } from "./submission-buttons";

/** For whoever may decide about the organization's submissions. */
export interface DecisionHandler {
  viewerId: string;
  decide: Decide;
}

interface SubmissionActionsProps {
  submission: PendingSubmission;
  decisionHandler: DecisionHandler;
  /** The id of what tells what the buttons are about. */
  describedBy: string;
  className?: string;
}

/** How it can go on from here: the buttons and the way back to the form. Nothing while it goes on by itself. */
export function SubmissionActions({
  submission,
  decisionHandler,
  describedBy,
  className,
}: SubmissionActionsProps) {
  const decisions = availableDecisions(submission, decisionHandler.viewerId);
  const form =
    submission.state === "rejected" ? submittedFormUrl(submission, decisionHandler.viewerId) : null;
  if (decisions.length === 0 && !form) return null;
  return (
    <div className={cn("flex flex-wrap gap-2", className)}>
      {form ? (
        <Link
          href={form}
          prefetch={false}
          aria-describedby={describedBy}
          className={buttonVariants({ size: "small" })}
        >
          <LinkPending />
          Back to the form
        </Link>
      ) : null}
      {decisions.length > 0 ? (
        <LazySubmissionButtons
          submissionId={submission.id}
          describedBy={describedBy}
          decisions={decisions}
          decide={decisionHandler.decide}
        />
      ) : null}
    </div>
  );
}
