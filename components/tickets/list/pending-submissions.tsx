import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { ticketUrl } from "@/lib/routes";
import type { PendingSubmission } from "@/lib/submissions/types";
import { useTexts } from "#texts";

import { StatusIcon, toneColor } from "../../submissions/status-icon";
import { StatusMessage } from "../../submissions/status-message";
import { type DecisionHandler, SubmissionActions } from "../../submissions/submission-actions";
import { kindLabel, submissionStatusLabel } from "../../submissions/submission-labels";

interface PendingSubmissionsProps {
  submissions: readonly PendingSubmission[];
  locale: Locale;
  /** Customers only. */
  decisionHandler?: DecisionHandler;
  /** Links each submission to its ticket. */
  isLinked?: boolean;
}

function PendingSubmissionItem({
  submission,
  locale,
  decisionHandler,
  isLinked = false,
}: { submission: PendingSubmission } & Omit<PendingSubmissionsProps, "submissions">) {
  const t = useTexts();
  const { tone, label } = submissionStatusLabel(t, submission);
  const statusId = `settling-${submission.id}`;
  const { subject } = submission;
  const isByOther = decisionHandler?.viewerId !== submission.byUserId;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <StatusIcon tone={tone} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-6 gap-y-2.5 sm:flex-nowrap">
        <div className="min-w-0 flex-1 basis-full sm:basis-0">
          <p id={statusId} className="[overflow-wrap:anywhere]">
            <span className={`font-medium ${toneColor(tone)}`}>{label}</span> ·{" "}
            {kindLabel(t, submission)}
            {subject ? (
              <>
                :{" "}
                {isLinked ? (
                  <Link
                    href={ticketUrl("customer", submission.ticketId ?? submission.id)}
                    className="text-link font-medium"
                  >
                    <bdi lang="">{subject}</bdi>
                  </Link>
                ) : (
                  <bdi lang="" className="font-medium">
                    {subject}
                  </bdi>
                )}
              </>
            ) : null}
          </p>
          <p className="text-[0.8125rem] text-pretty text-muted-foreground">
            {t.rich(isByOther ? "tickets.pendingBy" : "tickets.pendingOwn", {
              account: () => <bdi translate="no">{submission.connectionLabel}</bdi>,
              name: () => <bdi translate="no">{submission.by}</bdi>,
              time: () => <Time at={submission.createdAt} locale={locale} />,
            })}{" "}
            <StatusMessage
              submission={submission}
              locale={locale}
              canDecide={decisionHandler !== undefined}
            />
          </p>
        </div>
        {decisionHandler ? (
          <SubmissionActions
            submission={submission}
            decisionHandler={decisionHandler}
            describedBy={statusId}
            className="sm:max-w-[45%] sm:shrink-0 sm:justify-end"
          />
        ) : null}
      </div>
    </li>
  );
}

const needsAttention = ({ state }: PendingSubmission) => state !== "queued" && state !== "sending";

/**
 * Lists submissions that are not settled yet, the viewer's own first. Several take one line, as does
 * one that needs attention on a phone.
 */
export function PendingSubmissions({ submissions, ...rest }: PendingSubmissionsProps) {
  const t = useTexts();
  if (submissions.length === 0) return null;
  const isByOther = ({ byUserId }: PendingSubmission) =>
    byUserId !== rest.decisionHandler?.viewerId;
  const ordered = submissions.toSorted((one, other) => +isByOther(one) - +isByOther(other));
  const list = <PendingList label={t("tickets.pending")} submissions={ordered} {...rest} />;
  const waiting = submissions.filter(needsAttention).length;
  const onTheirWay = submissions.length - waiting;
  return (
    <div className="rounded-lg border border-dashed border-input bg-card">
      {submissions.length === 1 && waiting === 0 ? (
        list
      ) : (
        <details className={submissions.length === 1 ? "pending single" : "pending"}>
          <summary>
            {waiting > 0 ? (
              <span className="text-warning">{t("tickets.undelivered", { count: waiting })}</span>
            ) : null}
            {onTheirWay > 0 ? <span>{t("tickets.onTheirWay", { count: onTheirWay })}</span> : null}
          </summary>
          {list}
        </details>
      )}
    </div>
  );
}

function PendingList({ label, submissions, ...rest }: PendingSubmissionsProps & { label: string }) {
  return (
    <ul aria-label={label} className="divide-y">
      {submissions.map((submission) => (
        <PendingSubmissionItem key={submission.id} submission={submission} {...rest} />
      ))}
    </ul>
  );
}
