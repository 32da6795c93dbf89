import { describeMoment, type Locale } from "./moment";
import { RelativeTime } from "./relative-time";

interface TimeProps {
  at: Date;
  locale: Locale;
  /** `relative`: "2 min ago" with the whole moment as its title. `full`: the whole moment. */
  show?: "relative" | "full";
  className?: string;
}

/** A moment in the viewer's zone and language. Rendered on the server; relative ones go on counting in the browser. */
export function Time({ at, locale, show = "relative", className }: TimeProps) {
  const moment = describeMoment(at, locale);
  if (show === "full") return <time dateTime={moment.iso} className={className}>{moment.full}</time>;
  return (
    <time dateTime={moment.iso} title={moment.full} className={className}>
      {moment.ages ? <RelativeTime iso={moment.iso} initial={moment.short} language={locale.language} /> : moment.short}
    </time>
  );
}
