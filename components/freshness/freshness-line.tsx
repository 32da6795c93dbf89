import { CircleAlert, CirclePause, LoaderCircle, TriangleAlert } from "lucide-react";
import { Fragment, type ReactNode } from "react";

import { ElapsedTime } from "@/components/ui/time/elapsed-time";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { Freshness } from "@/lib/connections/freshness";
import type { Translate } from "@/lib/i18n/message";
import { useTexts } from "#texts";

import { pauseReason, progressText, syncState } from "./sync-state";

/** E.g. "not checked for 3 hr". */
export function NotChecked({ at, locale, now }: { at: Date | null; locale: Locale; now: Date }) {
  const t = useTexts();
  return at
    ? t.rich("freshness.notCheckedFor", {
        time: () => <ElapsedTime at={at} locale={locale} now={now} />,
      })
    : t("freshness.notSynced");
}

/** The account: "HostUp · Northwind hosting". */
export function AccountName({
  freshness: { providerName, connectionLabel },
  className,
}: {
  freshness: Freshness;
  className?: string;
}) {
  return (
    <span translate="no" className={className}>
      {providerName} · {connectionLabel}
    </span>
  );
}

interface FreshnessStatus {
  icon: ReactNode;
  /** Each complete by itself. */
  clauses: ReactNode[];
}

function freshnessStatus(
  t: Translate,
  freshness: Freshness,
  locale: Locale,
  now: Date,
): FreshnessStatus {
  const { lastReadAt: at, progress } = freshness;
  const state = syncState(freshness, now);
  const checked = at
    ? t.rich("freshness.checked", { time: () => <Time at={at} locale={locale} /> })
    : t("freshness.notSynced");
  const notChecked = <NotChecked at={at} locale={locale} now={now} />;
  const alarming = <span className="text-warning">{notChecked}</span>;
  if (state === "disconnected")
    return {
      icon: <CircleAlert aria-hidden className="size-3.5 text-muted-foreground" />,
      clauses: [
        t("freshness.disconnected"),
        at
          ? t.rich("freshness.lastChecked", { time: () => <Time at={at} locale={locale} /> })
          : t("freshness.neverSynced"),
      ],
    };
  if (freshness.running) {
    const syncing = progress
      ? t("freshness.syncingProgress", {
          progress: progressText(t, progress, now, locale.language).progress,
        })
      : t("freshness.syncing");
    return {
      icon: <LoaderCircle aria-hidden className="size-3.5 animate-spin text-primary" />,
      clauses:
        state === "importing" ? [syncing] : [syncing, state === "fresh" ? checked : alarming],
    };
  }
  if (state === "paused")
    return {
      icon: <CirclePause aria-hidden className="size-3.5 text-muted-foreground" />,
      clauses: [t("freshness.paused"), notChecked],
    };
  if (state === "needs_key" || state === "failing" || state === "overdue")
    return {
      icon: <TriangleAlert aria-hidden className="size-3.5 text-warning" />,
      clauses: [alarming],
    };
  if (state === "waiting" && freshness.providerPause) {
    const { until } = freshness.providerPause;
    return {
      icon: <CirclePause aria-hidden className="size-3.5 text-muted-foreground" />,
      clauses: [
        checked,
        pauseReason(t, freshness),
        t.rich("freshness.nextTry", {
          time: () => <UpcomingTime at={until} locale={locale} now={now} />,
        }),
      ],
    };
  }
  if (state === "importing")
    return {
      icon: (
        <span
          aria-hidden
          className="mx-[3px] mt-[0.375rem] size-2 shrink-0 rounded-full border border-input"
        />
      ),
      clauses: [
        progress
          ? t("freshness.synced", {
              progress: progressText(t, progress, now, locale.language).progress,
            })
          : t("freshness.notSynced"),
      ],
    };
  return {
    icon: (
      <span
        aria-hidden
        className="mx-[3px] mt-[0.375rem] size-2 shrink-0 rounded-full bg-success"
      />
    ),
    clauses: [checked],
  };
}

/** E.g. "HostUp · Northwind hosting: checked 2 min ago". */
export function FreshnessLine({
  freshness,
  locale,
  now = new Date(),
}: {
  freshness: Freshness;
  locale: Locale;
  now?: Date;
}) {
  const t = useTexts();
  const { icon, clauses } = freshnessStatus(t, freshness, locale, now);
  return (
    <span className="flex items-start gap-1.5 [&>svg]:mt-[0.1875rem] [&>svg]:shrink-0">
      {icon}
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <AccountName freshness={freshness} className="text-foreground" />
        {clauses.map((clause, index) => (
          <Fragment key={index}>
            {index === 0 ? ": " : "; "}
            {clause}
          </Fragment>
        ))}
      </span>
    </span>
  );
}
