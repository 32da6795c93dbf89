import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import type { PendingSubmission } from "@/lib/submissions/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { availableDecisions, submittedFormUrl } from "./available-decisions";
import { LazySubmissionButtons } from "./lazy-parts";
import type { Decide } from "./submission-buttons";

/** Passed to viewers who may decide about submissions. */
export interface DecisionHandler {
  viewerId: string;
  decide: Decide;
}

interface SubmissionActionsProps {
  submission: PendingSubmission;
  decisionHandler: DecisionHandler;
  /** Element id of the status that the buttons belong to. */
  describedBy: string;
  /** The text stays visible on this page and can be reopened. */
  staysInSight?: boolean;
  className?: string;
}

/** Renders nothing while no decision is needed. */
export function SubmissionActions({
  submission,
  decisionHandler,
  describedBy,
  staysInSight,
  className,
}: SubmissionActionsProps) {
  const t = useTexts();
  const { viewerId } = decisionHandler;
  const decisions = availableDecisions(t, submission, viewerId, staysInSight);
  const form = submission.state === "rejected" ? submittedFormUrl(submission, viewerId) : null;
  if (decisions.length === 0 && !form) return null;
  return (
    <div className={cn("flex flex-wrap gap-2", className)}>
      {form ? (
        <Link
          href={form}
          aria-describedby={describedBy}
          className={buttonVariants({ size: "small" })}
        >
          <LinkPending />
          {t("submissions.backToForm")}
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
