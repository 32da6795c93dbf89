import Link from "next/link";

import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { ticketUrl } from "@/lib/routes";
import type { PendingSubmission } from "@/lib/submissions/types";

import { StatusIcon, toneColor } from "../../submissions/status-icon";
import { StatusMessage } from "../../submissions/status-message";
import { type Deciding, SubmissionActions } from "../../submissions/submission-actions";
import { kindLabel, submissionStatusLabel } from "../../submissions/submission-labels";

interface PendingSubmissionsProps {
  submissions: readonly PendingSubmission[];
  locale: Locale;
  /** Staff of the portal read; they decide nothing. */
  deciding?: Deciding;
  /** In a list over all tickets: each leads to the page where it stands. */
  linked?: boolean;
}

function Entry({
  submission,
  locale,
  deciding,
  linked = false,
}: { submission: PendingSubmission } & Omit<PendingSubmissionsProps, "submissions">) {
  const { tone, label } = submissionStatusLabel(submission);
  const about = `settling-${submission.id}`;
  const { subject } = submission;
  const others = deciding?.viewerId !== submission.byUserId;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <StatusIcon tone={tone} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-2.5 sm:flex-nowrap">
        <div className="min-w-0 flex-1 basis-full sm:basis-0">
          <p id={about} className="[overflow-wrap:anywhere]">
            <span className={`font-medium ${toneColor(tone)}`}>{label}</span> ·{" "}
            {kindLabel(submission)}
            {subject ? (
              <>
                :{" "}
                {linked ? (
                  <Link
                    href={ticketUrl("customer", submission.ticketId ?? submission.id)}
                    prefetch={false}
                    className="text-link font-medium"
                  >
                    <bdi>{subject}</bdi>
                  </Link>
                ) : (
                  <bdi className="font-medium">{subject}</bdi>
                )}
              </>
            ) : null}
          </p>
          <p className="text-[0.8125rem] text-pretty text-muted-foreground">
            <bdi>{submission.connectionLabel}</bdi>,{" "}
            {others ? (
              <>
                by <bdi>{submission.by}</bdi>{" "}
              </>
            ) : null}
            <Time at={submission.createdAt} locale={locale} />.{" "}
            <StatusMessage
              submission={submission}
              locale={locale}
              mayDecide={deciding !== undefined}
            />
          </p>
        </div>
        {deciding ? (
          <SubmissionActions
            submission={submission}
            deciding={deciding}
            about={about}
            className="sm:max-w-[45%] sm:shrink-0 sm:justify-end"
          />
        ) : null}
      </div>
    </li>
  );
}

/** What was asked for and is not settled yet; nothing sent ever vanishes. */
export function PendingSubmissions({ submissions, ...rest }: PendingSubmissionsProps) {
  if (submissions.length === 0) return null;
  return (
    <ul
      aria-label="Not settled yet"
      className="divide-y rounded-lg border border-dashed border-input bg-card"
    >
      {submissions.map((submission) => (
        <Entry key={submission.id} submission={submission} {...rest} />
      ))}
    </ul>
  );
}
