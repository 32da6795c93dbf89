import { Countdown } from "./countdown";
import { clockTime, fullTime, type Locale, timeUntil } from "./format-time";

/** A moment to come: "14:05 CET (in 40 s)". Only its time is told to a screen reader, once. */
export function UpcomingTime({
  at,
  locale,
  now = new Date(),
}: {
  at: Date;
  locale: Locale;
  now?: Date;
}) {
  const iso = at.toISOString();
  return (
    <span className="whitespace-nowrap">
      <time dateTime={iso} title={fullTime(at, locale)}>
        {clockTime(at, now, locale)}
      </time>{" "}
      <span aria-hidden>
        (<Countdown key={iso} iso={iso} initial={timeUntil(at.getTime(), now.getTime())} />)
      </span>
    </span>
  );
}
