import { clockTime, fullTime, type Locale } from "./format-time";

/** The time of day with its zone, "14:05 CET", and with its day if that is not today. */
export function ClockTime({
  at,
  locale,
  now = new Date(),
}: {
  at: Date;
  locale: Locale;
  now?: Date;
}) {
  return (
    <time dateTime={at.toISOString()} title={fullTime(at, locale)}>
      {clockTime(at, now, locale)}
    </time>
  );
}
