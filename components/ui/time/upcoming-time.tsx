import { useTexts } from "#texts";

import { Countdown } from "./countdown";
import { timeUntil } from "./durations";
import { clockTime, fullTime, type Locale } from "./format-time";

/** Shows a future time, "14:05 CET (in 40 sec)". Screen readers read only the time. */
export function UpcomingTime({
  at,
  locale,
  now = new Date(),
}: {
  at: Date;
  locale: Locale;
  now?: Date;
}) {
  const t = useTexts();
  const iso = at.toISOString();
  return (
    <span className="whitespace-nowrap">
      <time dateTime={iso} title={fullTime(at, locale)}>
        {clockTime(at, now, locale)}
      </time>{" "}
      <span aria-hidden>
        (
        <Countdown
          key={iso}
          iso={iso}
          initial={timeUntil(t, at.getTime(), now.getTime(), locale.language)}
        />
        )
      </span>
    </span>
  );
}
