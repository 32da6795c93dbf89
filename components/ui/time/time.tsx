import { useTexts } from "#texts";

import { type Locale, timeTexts } from "./format-time";
import { RelativeTime } from "./relative-time";

interface TimeProps {
  at: Date;
  locale: Locale;
  /** dated: relative while it is recent, then the full time. full: always the full time. */
  show?: "relative" | "dated" | "full";
  /** Replaces the full time, for one that must differ from its neighbours. */
  full?: string;
  className?: string;
}

export function Time({ at, locale, show = "relative", full, className }: TimeProps) {
  const t = useTexts();
  const described = timeTexts(t, at, locale);
  const moment = { ...described, full: full ?? described.full };
  if (show === "full" || (show === "dated" && !moment.isRelative))
    return (
      <time dateTime={moment.iso} className={className}>
        {moment.full}
      </time>
    );
  return (
    <time dateTime={moment.iso} title={moment.full} className={className}>
      {moment.isRelative ? <RelativeTime iso={moment.iso} initial={moment.short} /> : moment.short}
    </time>
  );
}
