import { LoaderCircle, TriangleAlert } from "lucide-react";

import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { Freshness } from "@/lib/connections/freshness";
import { useTexts } from "#texts";

import { FreshnessLine } from "./freshness-line";
import type { Sync } from "./sync-answer";
import { SyncNow } from "./sync-now";
import { needsAttention, syncState } from "./sync-state";

interface FreshnessSummaryProps {
  freshness: Freshness[];
  locale: Locale;
  sync?: Sync;
  now?: Date;
}

/** When the accounts were last checked, in one line; several are listed when it is opened. */
export function FreshnessSummary({
  freshness,
  locale,
  sync,
  now = new Date(),
}: FreshnessSummaryProps) {
  const t = useTexts();
  if (freshness.length === 0) return null;
  const lines = (
    <ul aria-label={t("freshness.label")}>
      {freshness.map((each) => (
        <li key={each.connectionId}>
          <FreshnessLine freshness={each} locale={locale} now={now} />
        </li>
      ))}
    </ul>
  );
  return (
    <div className="freshness">
      {freshness.length === 1 ? (
        lines
      ) : (
        <details>
          <summary>
            <AllAccounts freshness={freshness} locale={locale} now={now} />
          </summary>
          {lines}
        </details>
      )}
      {sync ? <SyncNow sync={sync} /> : null}
    </div>
  );
}

function AllAccounts({ freshness, locale, now }: Required<Omit<FreshnessSummaryProps, "sync">>) {
  const t = useTexts();
  const connected = freshness.filter(({ status }) => status !== "disconnected");
  const late = connected.filter(
    (each) => each.lastReadAt === null || needsAttention(syncState(each, now)),
  );
  const [oldest] = connected
    .flatMap(({ lastReadAt }) => lastReadAt ?? [])
    .toSorted((one, other) => one.getTime() - other.getTime());
  if (late.length > 0 || !oldest)
    return (
      <>
        <TriangleAlert aria-hidden className="size-3.5 text-warning" />
        {t("freshness.someLate", { count: late.length, total: connected.length })}
      </>
    );
  return (
    <>
      {connected.some(({ running }) => running) ? (
        <LoaderCircle aria-hidden className="size-3.5 animate-spin text-primary" />
      ) : (
        <span aria-hidden className="mx-[3px] size-2 rounded-full bg-success" />
      )}
      <span>
        {t.rich("freshness.allChecked", {
          count: connected.length,
          time: () => <Time at={oldest} locale={locale} />,
        })}
      </span>
    </>
  );
}
