import { formatDuration, fullTime, type Locale } from "./format-time";
import { RelativeTime } from "./relative-time";

/** How long something has lasted, "3 h", with the moment when it began as its title. Goes on counting in the browser. */
export function ElapsedTime({
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
    <time dateTime={iso} title={fullTime(at, locale)}>
      <RelativeTime
        iso={iso}
        initial={formatDuration(now.getTime() - at.getTime())}
        language={locale.language}
        lasts
      />
    </time>
  );
}
