import { Disclosure } from "@/components/ui/disclosure";
import type { Locale } from "@/components/ui/time/format-time";
import type { Freshness } from "@/lib/connections/freshness";
import { cn } from "@/lib/utils";
import { useTexts } from "#texts";

import { FreshnessLine } from "./freshness-line";
import { type Sync, SyncNow } from "./sync-now";

/** Further accounts are folded. */
const MAX_SHOWN = 4;

interface FreshnessSummaryProps {
  freshness: Freshness[];
  locale: Locale;
  sync?: Sync;
}

/** Shows when each connection was last checked. */
export function FreshnessSummary({ freshness, locale, sync }: FreshnessSummaryProps) {
  const t = useTexts();
  if (freshness.length === 0) return null;
  const lines = freshness.map((each) => (
    <li key={each.connectionId}>
      <FreshnessLine freshness={each} locale={locale} />
    </li>
  ));
  const hidden = lines.length - MAX_SHOWN;
  return (
    <div
      className={cn(
        "flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-xs",
        "text-muted-foreground sm:text-[0.8125rem]",
      )}
    >
      <div className="grid min-w-0 gap-1">
        <ul aria-label={t("freshness.label")} className="flex flex-wrap gap-x-5 gap-y-1">
          {lines.slice(0, MAX_SHOWN)}
        </ul>
        {hidden > 0 ? (
          <Disclosure summary={t("freshness.moreAccounts", { count: hidden })}>
            <ul
              aria-label={t("freshness.labelMore")}
              className="mt-1 flex flex-wrap gap-x-5 gap-y-1"
            >
              {lines.slice(MAX_SHOWN)}
            </ul>
          </Disclosure>
        ) : null}
      </div>
      {sync ? <SyncNow sync={sync} /> : null}
    </div>
  );
}
