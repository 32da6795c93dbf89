import Link from "next/link";

import { buttonVariants } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import type { PendingSubmission } from "@/lib/submissions/types";
import { cn } from "@/lib/utils";

import { availableDecisions, submittedFormUrl } from "./available-decisions";
import { LazySubmissionButtons } from "./lazy-submission-buttons";
import type { Decide } from "./submission-buttons";

/** For whoever may decide about the organization's submissions. */
export interface Deciding {
  viewerId: string;
  decide: Decide;
}

interface WaysOnProps {
  submission: PendingSubmission;
  deciding: Deciding;
  /** The id of what tells what the buttons are about. */
  about: string;
  className?: string;
}

/** How it can go on from here: the buttons and the way back to the form. Nothing while it goes on by itself. */
export function SubmissionActions({ submission, deciding, about, className }: WaysOnProps) {
  const choices = availableDecisions(submission, deciding.viewerId);
  const form =
    submission.state === "rejected" ? submittedFormUrl(submission, deciding.viewerId) : null;
  if (choices.length === 0 && !form) return null;
  return (
    <div className={cn("flex flex-wrap gap-2", className)}>
      {form ? (
        <Link
          href={form}
          prefetch={false}
          aria-describedby={about}
          className={buttonVariants({ size: "small" })}
        >
          <LinkPending />
          Back to the form
        </Link>
      ) : null}
      {choices.length > 0 ? (
        <LazySubmissionButtons
          submissionId={submission.id}
          about={about}
          choices={choices}
          decide={deciding.decide}
        />
      ) : null}
    </div>
  );
}
