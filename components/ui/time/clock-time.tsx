import { clockTime, fullTime, type Locale } from "./format-time";

/** Shows the time of day, "14:05 CET", with the date if that is not today. */
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
