import { useTexts } from "#texts";

import { formatDuration } from "./durations";
import { fullTime, type Locale } from "./format-time";
import { RelativeTime } from "./relative-time";

/** Shows the time since `at`, "3 hr"; updates itself. */
export function ElapsedTime({
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
    <time dateTime={iso} title={fullTime(at, locale)} data-elapsed="">
      <RelativeTime
        iso={iso}
        initial={formatDuration(t, now.getTime() - at.getTime(), locale.language)}
        asDuration
      />
    </time>
  );
}
