import type { ReactNode } from "react";

import { ClockTime } from "@/components/ui/time/clock-time";
import type { Locale } from "@/components/ui/time/format-time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { PendingSubmission } from "@/lib/submissions/types";

import {
  isAtFiles,
  notFoundText,
  resendRisk,
  searchedBy,
  timesText,
  waitingReason,
} from "./submission-labels";

interface StatusMessageProps {
  submission: PendingSubmission;
  locale: Locale;
  /** The viewer may decide about the submission. */
  canDecide: boolean;
}

/** Explains a submission's state and what happens next. */
export function StatusMessage({ submission, locale, canDecide }: StatusMessageProps): ReactNode {
  const { state, nextAt, providerName, message, sentAt, lookedAt, checks } = submission;
  if (state === "queued" && nextAt && submission.code === "provider_rate_limited") {
    return (
      <>
        {providerName} asked us to wait until <UpcomingTime at={nextAt} locale={locale} />.{" "}
        {"We’ll send it then."}
      </>
    );
  }
  if (state === "queued" && nextAt)
    return (
      <>
        {waitingReason(submission)} Next try at <UpcomingTime at={nextAt} locale={locale} />.
      </>
    );
  if (state === "queued" || state === "sending")
    return isAtFiles(submission)
      ? "The message has arrived; its files follow."
      : "You can close this page; sending continues.";
  if (state === "unknown") {
    return (
      <>
        {providerName} may have received{" "}
        {isAtFiles(submission) ? "the message that carries the files" : "this"}. We’re checking.{" "}
        We’re looking for it {searchedBy(submission)}
        {nextAt ? (
          <>
            ; next check at <UpcomingTime at={nextAt} locale={locale} />
          </>
        ) : null}
        . We won’t send it twice.
      </>
    );
  }
  if (state === "needs_decision") {
    const risk = resendRisk(submission);
    return (
      <>
        {sentAt ? (
          <>
            Sent at <ClockTime at={sentAt} locale={locale} />.{" "}
          </>
        ) : null}
        We checked {providerName} {timesText(checks)}
        {lookedAt ? (
          <>
            , last at <ClockTime at={lookedAt} locale={locale} />
          </>
        ) : null}
        ; {notFoundText(submission)}.{" "}
        {canDecide ? (
          <>Send it again, or drop it. {risk}</>
        ) : (
          "The customer decides whether to send it again."
        )}
      </>
    );
  }
  if (state === "rejected")
    return message ?? `${providerName} refused it. Nothing was changed there.`;
  return `Delivered to ${providerName}. This page updates after the next sync.`;
}
