import { ChangedTimes, EventTime } from "@/components/tickets/detail/history/event-time";
import { Link } from "@/components/ui/navigation/link";
import { Panel } from "@/components/ui/panel";
import { MessageText } from "@/components/ui/text/blocks/message-text";
import { MarkedText } from "@/components/ui/text/marked-text";
import { SentenceWithCodes } from "@/components/ui/text/sentence-with-codes";
import { type Locale, timeWithSeconds } from "@/components/ui/time/format-time";
import { reviewCaseUrl } from "@/lib/case-urls";
import { markForeign } from "@/lib/i18n/foreign-words";
import type { CaseDetail } from "@/lib/review/cases/get-case";
import type { CaseEntry, MessageEntry } from "@/lib/review/cases/timeline/types";
import { messageAnchor, ticketUrl } from "@/lib/routes";
import { useTexts } from "#texts";

interface CaseTimelineProps {
  found: CaseDetail;
  locale: Locale;
}

/** The history of all tickets of a case, newest last. */
export function CaseTimeline({ found, locale }: CaseTimelineProps) {
  const t = useTexts();
  const { entries, older, isOlder } = found.timeline;
  const formatTime = timeWithSeconds(
    entries.map(({ time }) => time.happenedAt ?? time.seenAt),
    locale,
  );
  return (
    <Panel title={t("cases.timeline")} id="timeline">
      <div className="grid gap-4 p-4">
        {older || isOlder ? (
          <p className="flex flex-wrap gap-x-4 text-[0.8125rem]">
            {older ? (
              <Link
                href={reviewCaseUrl(found.id, { before: older }, "timeline")}
                className="text-link"
              >
                {t("internalNotes.showOlder")}
              </Link>
            ) : null}
            {isOlder ? (
              <Link href={reviewCaseUrl(found.id, {}, "timeline")} className="text-link">
                {t("internalNotes.showLatest")}
              </Link>
            ) : null}
          </p>
        ) : null}
        {entries.length === 0 ? (
          <p className="text-[0.8125rem] text-muted-foreground">{t("cases.noEntries")}</p>
        ) : (
          <ol className="grid gap-4">
            {entries.map((entry) => (
              <TimelineItem key={entry.key} entry={entry} locale={locale} formatTime={formatTime} />
            ))}
          </ol>
        )}
      </div>
    </Panel>
  );
}

interface TimelineItemProps {
  entry: CaseEntry;
  locale: Locale;
  formatTime: (at: Date) => string;
}

function TimelineItem({ entry, locale, formatTime }: TimelineItemProps) {
  const t = useTexts();
  const { number, subject, provider, id } = entry.ticket;
  return (
    <li className="grid gap-1 border-l-2 pl-3 text-sm">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-xs text-muted-foreground">
        <Link
          href={ticketUrl("staff", id)}
          title={subject}
          translate="no"
          className="text-link min-w-0 flex-1 basis-40 truncate"
        >
          {provider} #{number} <bdi lang="">{subject}</bdi>
        </Link>
        <span>
          <EventTime event={entry.time} locale={locale} audience="staff" formatTime={formatTime} />
        </span>
      </p>
      {entry.kind === "message" ? <TimelineMessage entry={entry} /> : null}
      {entry.kind === "event" ? (
        <p dir="auto" className="[overflow-wrap:anywhere]">
          <SentenceWithCodes text={entry.sentence} />
          <ChangedTimes event={entry.change} locale={locale} />
        </p>
      ) : null}
      {entry.kind === "submission" ? (
        <p className="[overflow-wrap:anywhere]">
          {t("review.request", { what: entry.what, outcome: entry.outcome })}
          <span className="block text-xs text-muted-foreground">
            <MarkedText
              text={
                entry.by === null
                  ? t("cases.sentHere")
                  : t("cases.sentBy", { name: markForeign(entry.by) })
              }
            />
          </span>
        </p>
      ) : null}
    </li>
  );
}

const SENDERS = {
  customer: "conversation.customer",
  staff: "conversation.provider",
  automation: "conversation.automatic",
  unknown: "conversation.unknownSender",
} as const;

const isSender = (sender: string): sender is keyof typeof SENDERS => Object.hasOwn(SENDERS, sender);

function TimelineMessage({ entry }: { entry: MessageEntry }) {
  const t = useTexts();
  const { author, sender, text, isCut, isEncrypted, isRemoved, messageId, ticket } = entry;
  const role = isSender(sender)
    ? t(SENDERS[sender], { provider: ticket.provider })
    : markForeign(sender);
  return (
    <>
      <p className="flex flex-wrap gap-x-2 text-[0.8125rem]">
        {author ? (
          <bdi lang="" translate="no" className="font-semibold [overflow-wrap:anywhere]">
            {author}
          </bdi>
        ) : null}
        <span className={author ? "text-muted-foreground" : "font-semibold"}>
          <MarkedText text={role} />
        </span>
      </p>
      {text === null ? (
        <p className="text-muted-foreground italic">
          {t(isEncrypted ? "conversation.encryptedHidden" : "conversation.noText")}
        </p>
      ) : (
        <MessageText text={text} />
      )}
      {isCut || isRemoved ? (
        <p className="flex flex-wrap gap-x-4 text-xs text-muted-foreground">
          {isRemoved ? <span>{t("cases.removed")}</span> : null}
          {isCut ? (
            <Link
              href={ticketUrl("staff", ticket.id, {}, messageAnchor(messageId))}
              className="text-link"
            >
              {t("cases.cut")}
            </Link>
          ) : null}
        </p>
      ) : null}
    </>
  );
}
