import { describeMoment, type Locale } from "./format-time";
import { RelativeTime } from "./relative-time";

interface TimeProps {
  at: Date;
  locale: Locale;
  /** `relative`: "2 min ago", later the day, with the whole moment as its title. `dated`: the whole moment once it is no longer recent. `full`: always. */
  show?: "relative" | "dated" | "full";
  /** In place of the whole moment to the minute: told apart from its neighbours. */
  full?: string;
  className?: string;
}

/** A moment in the viewer's zone and language. Rendered on the server; relative ones go on counting in the browser. */
export function Time({ at, locale, show = "relative", full, className }: TimeProps) {
  const described = describeMoment(at, locale);
  const moment = { ...described, full: full ?? described.full };
  if (show === "full" || (show === "dated" && !moment.ages))
    return (
      <time dateTime={moment.iso} className={className}>
        {moment.full}
      </time>
    );
  return (
    <time dateTime={moment.iso} title={moment.full} className={className}>
      {moment.ages ? (
        <RelativeTime iso={moment.iso} initial={moment.short} language={locale.language} />
      ) : (
        moment.short
      )}
    </time>
  );
}
