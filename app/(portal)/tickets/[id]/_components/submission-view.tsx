import { FilingPoller } from "@/app/(portal)/tickets/[id]/_components/filing-poller";
import { submittedFormUrl } from "@/components/submissions/available-decisions";
import { StatusIcon, toneColor } from "@/components/submissions/status-icon";
import { StatusMessage } from "@/components/submissions/status-message";
import {
  type DecisionHandler,
  SubmissionActions,
} from "@/components/submissions/submission-actions";
import { submissionStatusLabel } from "@/components/submissions/submission-labels";
import { statusFingerprint } from "@/components/submissions/submission-status";
import { OutgoingFiles } from "@/components/tickets/conversation/attachments-panel";
import { MessageCard } from "@/components/tickets/conversation/message-card";
import { buttonVariants } from "@/components/ui/button";
import { DescriptionList, DescriptionRow } from "@/components/ui/description-list";
import { BackLink } from "@/components/ui/navigation/back-link";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { ProviderAvatar } from "@/components/ui/provider-avatar";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Abandonment, PendingSubmission } from "@/lib/submissions/types";
import { useTexts } from "#texts";

interface SubmissionViewProps {
  /** A new ticket that is not filed yet. */
  submission: PendingSubmission;
  /** Null unless canceled or dropped. */
  abandoned: Abandonment | null;
  locale: Locale;
  /** Absent for readers. */
  decisionHandler?: DecisionHandler;
}

/** Of a page without scripts. */
const REFRESH_SECONDS = 3;

const POLLED_STATES: ReadonlySet<PendingSubmission["state"]> = new Set([
  "queued",
  "sending",
  "unknown",
]);

function AbandonedStatus({
  submission,
  abandoned,
  decisionHandler,
}: Pick<SubmissionViewProps, "submission" | "decisionHandler"> & { abandoned: Abandonment }) {
  const t = useTexts();
  const form = submittedFormUrl(submission, decisionHandler?.viewerId ?? "");
  const isLost = abandoned === "lost";
  const { checks, providerName: provider } = submission;
  return (
    <div className="rounded-lg border border-dashed border-input bg-card px-4 py-3">
      <p role="status" className="font-medium">
        {t(isLost ? "submissions.discarded" : "submissions.canceled")}
      </p>
      <p className="text-pretty text-muted-foreground">
        {isLost
          ? t("submissions.discardedHint", { provider, count: checks })
          : t("submissions.canceledHint", { provider })}
      </p>
      <div className="mt-2.5 flex flex-wrap gap-2">
        {form ? (
          <Link href={form} className={buttonVariants({ size: "small" })}>
            {t("submissions.backToForm")}
          </Link>
        ) : null}
        <Link href="/tickets" className={buttonVariants({ variant: "secondary", size: "small" })}>
          {t("shell.allTickets")}
        </Link>
      </div>
    </div>
  );
}

function CurrentStatus({
  submission,
  locale,
  decisionHandler,
}: Pick<SubmissionViewProps, "submission" | "locale" | "decisionHandler">) {
  const t = useTexts();
  const { tone, label } = submissionStatusLabel(t, submission);
  return (
    <div className="flex items-start gap-3 rounded-lg border border-dashed border-input bg-card px-4 py-3">
      <StatusIcon tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p id="standing" role="status" className={`font-medium ${toneColor(tone)}`}>
          {label}
        </p>
        <p className="text-pretty text-muted-foreground">
          <StatusMessage
            submission={submission}
            locale={locale}
            canDecide={decisionHandler !== undefined}
          />
        </p>
        {decisionHandler ? (
          <SubmissionActions
            submission={submission}
            decisionHandler={decisionHandler}
            describedBy="standing"
            staysInSight
            className="mt-2.5"
          />
        ) : null}
      </div>
    </div>
  );
}

/** Shows a submission in the layout of the ticket that it will become. */
export function SubmissionView({
  submission,
  abandoned,
  locale,
  decisionHandler,
}: SubmissionViewProps) {
  const t = useTexts();
  const { subject, providerName, connectionLabel } = submission;
  const from = `${providerName} · ${connectionLabel}`;
  const message = {
    id: submission.id,
    author: submission.by,
    sender: "customer",
    body: submission.text,
    encrypted: false,
    sentAt: submission.createdAt,
    reference: submission.reference,
    attachments: [],
  };
  return (
    <article className="grid gap-6">
      <header className="grid gap-3 border-b pb-5">
        <BackLink href="/tickets" label={t("tickets.title")} />
        <h1
          lang=""
          dir="auto"
          className="max-w-[60ch] text-xl font-semibold tracking-tight [overflow-wrap:anywhere] sm:text-2xl"
        >
          {subject}
        </h1>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-[0.8125rem]">
          <span className="text-muted-foreground">{t("submissions.notFiled")}</span>
          <span className="inline-flex items-center gap-1.5">
            <ProviderAvatar name={providerName} />
            <bdi translate="no">{from}</bdi>
          </span>
        </p>
      </header>
      <div className="grid gap-4">
        {abandoned ? (
          <AbandonedStatus
            submission={submission}
            abandoned={abandoned}
            decisionHandler={decisionHandler}
          />
        ) : (
          <CurrentStatus
            submission={submission}
            locale={locale}
            decisionHandler={decisionHandler}
          />
        )}
        {POLLED_STATES.has(submission.state) ? (
          <>
            <FilingPoller
              id={submission.id}
              fingerprint={statusFingerprint(submission)}
              formUrl={submittedFormUrl(submission, decisionHandler?.viewerId ?? "")}
            />
            <noscript>
              <meta httpEquiv="refresh" content={String(REFRESH_SECONDS)} />
            </noscript>
          </>
        ) : null}
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
        <section aria-label={t("conversation.title")} className="grid min-w-0 gap-3">
          <h2 className="sr-only">{t("conversation.title")}</h2>
          <ol className="grid gap-3">
            <MessageCard message={message} providerName={submission.providerName} locale={locale} />
          </ol>
        </section>
        <div className="grid min-w-0 gap-4">
          <Panel title={t("ticket.details.title")}>
            <DescriptionList className="grid gap-2.5 px-4 py-4">
              <DescriptionRow label={t("submissions.account")}>
                <bdi translate="no">{from}</bdi>
              </DescriptionRow>
              <DescriptionRow label={t("submissions.writtenBy")}>
                <bdi translate="no">{submission.by}</bdi>
              </DescriptionRow>
              <DescriptionRow label={t("submissions.writtenAt")}>
                <Time at={submission.createdAt} locale={locale} show="full" />
              </DescriptionRow>
            </DescriptionList>
          </Panel>
          {submission.files.length > 0 ? (
            <Panel title={t("conversation.attachments")}>
              <OutgoingFiles files={submission.files} />
            </Panel>
          ) : null}
        </div>
      </div>
    </article>
  );
}
