import type { Locale } from "@/components/ui/moment";
import type { Freshness } from "@/lib/tickets/types";
import { FreshnessLine } from "./freshness-line";
import { SyncNow, type Sync } from "./sync-now";

/** More than these would be a page of their own; the rest is counted. */
const SHOWN = 4;

interface FreshnessStripProps {
  freshness: Freshness[];
  locale: Locale;
  sync?: Sync;
}

/** How old what is shown may be, connection by connection. */
export function FreshnessStrip({ freshness, locale, sync }: FreshnessStripProps) {
  if (freshness.length === 0) return null;
  const hidden = freshness.length - SHOWN;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-xs text-muted-foreground sm:text-[0.8125rem]">
      <ul aria-label="Freshness" className="flex flex-wrap gap-x-5 gap-y-1">
        {freshness.slice(0, SHOWN).map((each) => (
          <li key={each.connectionId}><FreshnessLine freshness={each} locale={locale} /></li>
        ))}
        {hidden > 0 ? <li>and {hidden} more</li> : null}
      </ul>
      {sync ? <SyncNow sync={sync} /> : null}
    </div>
  );
}
