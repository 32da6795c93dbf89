import type { Locale } from "@/components/ui/time/format-time";
import type { PendingSubmission } from "@/lib/tickets/types";
import { cn } from "@/lib/utils";

import { toneColour, ToneMark } from "./status-icon";
import { SubmissionSays } from "./status-message";
import { type Deciding, WaysOn } from "./submission-actions";
import { faceOf } from "./submission-labels";

interface SubmissionStandingProps {
  submission: PendingSubmission;
  locale: Locale;
  deciding?: Deciding;
}

/** How one submission stands, what that means, and how it can go on. */
export function SubmissionStanding({ submission, locale, deciding }: SubmissionStandingProps) {
  const { tone, label } = faceOf(submission);
  const about = `standing-${submission.id}`;
  return (
    <div className="mt-3 flex items-start gap-2.5 border-t border-dashed border-input pt-3 text-[0.8125rem]">
      <ToneMark tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p id={about} role="status" className={cn("font-medium", toneColour(tone))}>
          {label}
        </p>
        <p className="text-pretty text-muted-foreground">
          <SubmissionSays
            submission={submission}
            locale={locale}
            mayDecide={deciding !== undefined}
          />
        </p>
        {deciding ? (
          <WaysOn submission={submission} deciding={deciding} about={about} className="mt-2.5" />
        ) : null}
      </div>
    </div>
  );
}
