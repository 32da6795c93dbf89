import { fullTime, type Locale, rangeTimes } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Audience } from "@/lib/routes";
import { parseTime } from "@/lib/text/parse-time";
import type { EventView } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

/** A shorter time between two readings is not shown. */
const MIN_GAP_MS = 60_000;

/** The old and the new time, after the sentence that only names the field. */
export function ChangedTimes({
  event,
  locale,
}: {
  event: Pick<EventView, "before" | "after" | "isOfTimes">;
  locale: Locale;
}) {
  const t = useTexts();
  const [before, after] = [event.before, event.after].map((value) =>
    parseTime(typeof value === "string" ? value : null),
  );
  if (!event.isOfTimes || !after) return null;
  const from = before && <Time at={before} locale={locale} show="full" />;
  const to = <Time at={after} locale={locale} show="full" />;
  return (
    <>
      {" "}
      {from
        ? t.rich("history.fromTimeTo", { before: () => from, after: () => to })
        : t.rich("history.toTime", { after: () => to })}
    </>
  );
}

/** The times between which a change happened that the provider gives no time. */
function EventRange({ from, until, locale }: { from: Date; until: Date; locale: Locale }) {
  const t = useTexts();
  const [fromText, untilText] = rangeTimes(from, until, locale);
  return t.rich("history.between", {
    from: () => <time dateTime={from.toISOString()}>{fromText}</time>,
    until: () => <time dateTime={until.toISOString()}>{untilText}</time>,
  });
}

interface EventTimeProps {
  event: Pick<EventView, "happenedAt" | "seenAt" | "notBefore" | "recordedAt">;
  locale: Locale;
  audience: Audience;
  /** Formats a time so that it differs from the times beside it. */
  formatTime: (at: Date) => string;
}

export function EventTime({ event, locale, audience, formatTime }: EventTimeProps) {
  const t = useTexts();
  const { happenedAt, seenAt, notBefore, recordedAt } = event;
  if (
    happenedAt === null &&
    notBefore &&
    recordedAt &&
    recordedAt.getTime() - notBefore.getTime() > MIN_GAP_MS
  )
    return <EventRange from={notBefore} until={recordedAt} locale={locale} />;
  const show = audience === "staff" ? "full" : "dated";
  const isSeenSeparately =
    happenedAt !== null &&
    audience === "staff" &&
    fullTime(happenedAt, locale) !== fullTime(seenAt, locale);
  const time = (at: Date) => <Time at={at} locale={locale} show={show} full={formatTime(at)} />;
  if (happenedAt === null) return t.rich("history.seen", { seen: () => time(seenAt) });
  return isSeenSeparately
    ? t.rich("history.happenedAndSeen", {
        happened: () => time(happenedAt),
        seen: () => time(seenAt),
      })
    : time(happenedAt);
}
