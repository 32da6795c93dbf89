import type { ReactNode } from "react";
import { Clock } from "@/components/ui/clock";
import type { Locale } from "@/components/ui/moment";
import { Upcoming } from "@/components/ui/upcoming";
import type { PendingSubmission } from "@/lib/tickets/types";
import { isAtFiles, notThere, riskOfSendingAgain, soughtBy, times, whyItWaits } from "./words";

interface SaysProps {
  submission: PendingSubmission;
  locale: Locale;
  /** Whether who reads this can decide. */
  mayDecide: boolean;
}

/** What a submission's state means for the person: what is known, what happens by itself, and when. */
export function SubmissionSays({ submission, locale, mayDecide }: SaysProps): ReactNode {
  const { state, nextAt, providerName, message, sentAt, lookedAt, checks } = submission;
  if (state === "queued" && nextAt && submission.code === "provider_rate_limited") {
    return <>{providerName} asked us to wait until <Upcoming at={nextAt} locale={locale} />. {"We'll send it then."}</>;
  }
  if (state === "queued" && nextAt) return <>{whyItWaits(submission)} Tried again at <Upcoming at={nextAt} locale={locale} />.</>;
  if (state === "queued" || state === "sending") return isAtFiles(submission) ? "The message is there; its files follow." : "It goes on if you close this page.";
  if (state === "unknown") {
    return (
      <>
        {providerName} may have received {isAtFiles(submission) ? "the message that brings the files" : "this"}. We are checking.{" "}
        It is looked for {soughtBy(submission)}{nextAt ? <>, next at <Upcoming at={nextAt} locale={locale} /></> : null}. Nothing is sent again by itself.
      </>
    );
  }
  if (state === "asked") {
    const risk = riskOfSendingAgain(submission);
    return (
      <>
        {sentAt ? <>Sent at <Clock at={sentAt} locale={locale} />. </> : null}
        {providerName} was read {times(checks)} since{lookedAt ? <>, last at <Clock at={lookedAt} locale={locale} /></> : null}; {notThere(submission)}.{" "}
        {mayDecide ? <>Send it again, or drop it. {risk}</> : "Its organization is asked whether to send it again."}
      </>
    );
  }
  if (state === "rejected") return message ?? `${providerName} refused it. Nothing was changed there.`;
  return `${providerName} has it. It stands here from what was typed until the ticket is read again.`;
}
