import { describeMoment, type Locale } from "./moment";
import { RelativeTime } from "./relative-time";

interface TimeProps {
  at: Date;
  locale: Locale;
  /** `relative`: "2 min ago", later the day, with the whole moment as its title. `dated`: the whole moment once it is no longer recent. `full`: always. */
  show?: "relative" | "dated" | "full";
  className?: string;
}

/** A moment in the viewer's zone and language. Rendered on the server; relative ones go on counting in the browser. */
export function Time({ at, locale, show = "relative", className }: TimeProps) {
  const moment = describeMoment(at, locale);
  if (show === "full" || (show === "dated" && !moment.ages)) return <time dateTime={moment.iso} className={className}>{moment.full}</time>;
  return (
    <time dateTime={moment.iso} title={moment.full} className={className}>
      {moment.ages ? <RelativeTime iso={moment.iso} initial={moment.short} language={locale.language} /> : moment.short}
    </time>
  );
}
