import { Fragment, type ReactNode } from "react";

import { QuotedWords } from "@/components/feedback/provider-words";
import { MarkedText } from "@/components/ui/text/marked-text";
import { ClockTime } from "@/components/ui/time/clock-time";
import type { Locale } from "@/components/ui/time/format-time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { Translate } from "@/lib/i18n/message";
import type { PendingSubmission } from "@/lib/submissions/types";
import { asSentence } from "@/lib/text/sentence";
import { useTexts } from "#texts";

import { isAtFiles, missingText, resendRisk, searchText } from "./submission-labels";

interface StatusMessageProps {
  submission: PendingSubmission;
  locale: Locale;
  /** The viewer may decide about the submission. */
  canDecide: boolean;
}

/** Explains a submission's state and what happens next. */
export function StatusMessage(props: StatusMessageProps) {
  const t = useTexts();
  return sentences(t, props)
    .filter((sentence) => sentence !== null)
    .map((sentence, index) => (
      <Fragment key={index}>
        {index > 0 ? " " : null}
        {typeof sentence === "string" ? <MarkedText text={sentence} /> : sentence}
      </Fragment>
    ));
}

function sentences(t: Translate, props: StatusMessageProps): ReactNode[] {
  const { submission } = props;
  const { state, nextAt, providerName: provider } = submission;
  if (state === "queued" && nextAt) return waitingSentences(t, props, nextAt);
  if (state === "queued" || state === "sending")
    return [t(isAtFiles(submission) ? "submissions.filesFollow" : "submissions.canClose")];
  if (state === "unknown") return searchSentences(t, props);
  if (state === "needs_decision") return decisionSentences(t, props);
  if (state === "rejected")
    return [submission.message ?? t("submissions.refused", { provider }), quoted(submission)];
  return [t("submissions.delivered", { kind: submission.kind, provider })];
}

function quoted({ words, providerName }: PendingSubmission): ReactNode {
  return words ? <QuotedWords words={words} name={providerName} /> : null;
}

/** Why a submission is not sent now, and when it will be. */
function waitingSentences(
  t: Translate,
  { submission, locale }: StatusMessageProps,
  nextAt: Date,
): ReactNode[] {
  const { code, message, providerName: provider } = submission;
  const time = () => <UpcomingTime at={nextAt} locale={locale} />;
  if (code === "provider_rate_limited")
    return [t.rich("submissions.rateLimited", { provider, time })];
  return [
    message === null ? t("submissions.notSentNow") : asSentence(message),
    quoted(submission),
    t.rich("submissions.nextTry", { time }),
  ];
}

function searchSentences(t: Translate, { submission, locale }: StatusMessageProps): ReactNode[] {
  const { nextAt, providerName: provider } = submission;
  return [
    isAtFiles(submission)
      ? t("submissions.mayHaveReceivedFiles", { provider })
      : t("submissions.mayHaveReceived", { provider }),
    searchText(t, submission),
    nextAt
      ? t.rich("submissions.nextCheck", {
          time: () => <UpcomingTime at={nextAt} locale={locale} />,
        })
      : null,
    t("submissions.notTwice"),
  ];
}

function decisionSentences(
  t: Translate,
  { submission, locale, canDecide }: StatusMessageProps,
): ReactNode[] {
  const { sentAt, lookedAt, checks, providerName: provider } = submission;
  const clock = (at: Date) => ({ time: () => <ClockTime at={at} locale={locale} /> });
  return [
    sentAt ? t.rich("submissions.sentAt", clock(sentAt)) : null,
    t("submissions.checked", { count: checks, provider }),
    ...(checks > 0
      ? [
          lookedAt ? t.rich("submissions.lastCheck", clock(lookedAt)) : null,
          missingText(t, submission),
        ]
      : []),
    ...(canDecide
      ? [t("submissions.decide"), resendRisk(t, submission)]
      : [t("submissions.memberDecides")]),
  ];
}
