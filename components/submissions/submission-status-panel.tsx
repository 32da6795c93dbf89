import type { Locale } from "@/components/ui/time/format-time";
import type { PendingSubmission } from "@/lib/submissions/types";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { LookAgain } from "./look-again";
import { StatusIcon, toneColor } from "./status-icon";
import { StatusMessage } from "./status-message";
import { type DecisionHandler, SubmissionActions } from "./submission-actions";
import { submissionStatusLabel } from "./submission-labels";

interface SubmissionStatusPanelProps {
  submission: PendingSubmission;
  locale: Locale;
  decisionHandler?: DecisionHandler;
}

/** Shows a submission's status and the decisions that it allows. */
export function SubmissionStatusPanel({
  submission,
  locale,
  decisionHandler,
}: SubmissionStatusPanelProps) {
  const t = useTexts();
  const { tone, label } = submissionStatusLabel(t, submission);
  const statusId = `standing-${submission.id}`;
  return (
    <div className="mt-3 flex items-start gap-2.5 border-t border-dashed border-input pt-3 text-[0.8125rem]">
      <StatusIcon tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p id={statusId} role="status" className={cn("font-medium", toneColor(tone))}>
          {label}
        </p>
        <p className="text-pretty text-muted-foreground">
          <StatusMessage
            submission={submission}
            locale={locale}
            canDecide={decisionHandler !== undefined}
          />{" "}
          <LookAgain submission={submission} />
        </p>
        {decisionHandler ? (
          <SubmissionActions
            submission={submission}
            decisionHandler={decisionHandler}
            describedBy={statusId}
            className="mt-2.5"
          />
        ) : null}
      </div>
    </div>
  );
}
