import { CircleAlert, CirclePause, LoaderCircle, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { ElapsedTime } from "@/components/ui/time/elapsed-time";
import type { Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { Freshness } from "@/lib/connections/freshness";
import type { Translate } from "@/lib/i18n/message";
import { useTexts } from "#texts";

import { pauseReason, progressText, syncState } from "./sync-state";

/** E.g. "not checked for 3 h". */
export function NotChecked({ at, locale, now }: { at: Date | null; locale: Locale; now: Date }) {
  return at ? (
    <>
      not checked for <ElapsedTime at={at} locale={locale} now={now} />
    </>
  ) : (
    "not read yet"
  );
}

function CheckedAt({ at, locale }: { at: Date | null; locale: Locale }) {
  return at ? (
    <>
      checked <Time at={at} locale={locale} />
    </>
  ) : (
    "not read yet"
  );
}

interface FreshnessStatus {
  icon: ReactNode;
  text: ReactNode;
}

function freshnessStatus(
  t: Translate,
  freshness: Freshness,
  locale: Locale,
  now: Date,
): FreshnessStatus {
  const { lastReadAt: at, progress } = freshness;
  const state = syncState(freshness, now);
  const notChecked = (
    <span className="text-warning">
      <NotChecked at={at} locale={locale} now={now} />
    </span>
  );
  if (state === "disconnected") {
    return {
      icon: <CircleAlert aria-hidden className="size-3.5 text-muted-foreground" />,
      text: (
        <>
          disconnected;{" "}
          {at ? (
            <>
              last <CheckedAt at={at} locale={locale} />
            </>
          ) : (
            "never synced"
          )}
        </>
      ),
    };
  }
  if (freshness.running) {
    const progressPart = progress
      ? `, ${progressText(t, progress, now, locale.language).read}`
      : "";
    const checkedPart =
      state === "importing" ? null : (
        <>; {state === "fresh" ? <CheckedAt at={at} locale={locale} /> : notChecked}</>
      );
    return {
      icon: <LoaderCircle aria-hidden className="size-3.5 animate-spin text-primary" />,
      text: (
        <>
          syncing now{progressPart}
          {checkedPart}
        </>
      ),
    };
  }
  if (state === "paused")
    return {
      icon: <CirclePause aria-hidden className="size-3.5 text-muted-foreground" />,
      text: (
        <>
          paused, <NotChecked at={at} locale={locale} now={now} />
        </>
      ),
    };
  if (state === "needs_key" || state === "failing" || state === "overdue")
    return {
      icon: <TriangleAlert aria-hidden className="size-3.5 text-warning" />,
      text: notChecked,
    };
  if (state === "waiting" && freshness.providerPause) {
    return {
      icon: <CirclePause aria-hidden className="size-3.5 text-muted-foreground" />,
      text: (
        <>
          <CheckedAt at={at} locale={locale} />; {pauseReason(freshness)}, next try at{" "}
          <UpcomingTime at={freshness.providerPause.until} locale={locale} now={now} />
        </>
      ),
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
      text: progress
        ? `read ${progressText(t, progress, now, locale.language).read}`
        : "not read yet",
    };
  return {
    icon: (
      <span
        aria-hidden
        className="mx-[3px] mt-[0.375rem] size-2 shrink-0 rounded-full bg-success"
      />
    ),
    text: <CheckedAt at={at} locale={locale} />,
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
  const { icon, text } = freshnessStatus(t, freshness, locale, now);
  return (
    <span className="flex items-start gap-1.5 [&>svg]:mt-[0.1875rem] [&>svg]:shrink-0">
      {icon}
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="text-foreground">
          {freshness.providerName} · {freshness.connectionLabel}
        </span>
        : {text}
      </span>
    </span>
  );
}
