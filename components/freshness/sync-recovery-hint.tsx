import type { ReactNode } from "react";

import { Link } from "@/components/ui/navigation/link";
import { ClockTime } from "@/components/ui/time/clock-time";
import type { Locale } from "@/components/ui/time/format-time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { Freshness } from "@/lib/connections/freshness";
import type { Translate } from "@/lib/i18n/message";
import type { Audience } from "@/lib/routes";
import { useTexts } from "#texts";

import { nextTry, syncState } from "./sync-state";

interface SyncRecoveryHintProps {
  freshness: Freshness;
  locale: Locale;
  /** Only customers can replace a key. */
  audience: Audience;
  /** Omits the link to the page where the key is replaced. */
  isNextToReplaceKey?: boolean;
  now?: Date;
}

function nextAttempt(t: Translate, freshness: Freshness, locale: Locale, now: Date): ReactNode {
  const nextAt = nextTry(freshness);
  if (freshness.running) return t("freshness.tryingNow");
  if (nextAt && nextAt > now)
    return t.rich("freshness.tryingAt", {
      time: () => <UpcomingTime at={nextAt} locale={locale} now={now} />,
    });
  return t("freshness.tryingSoon");
}

/** Recovery hint for a failed connection: automatic retry, or the action a user must take. */
export function SyncRecoveryHint({
  freshness,
  locale,
  audience,
  isNextToReplaceKey = false,
  now = new Date(),
}: SyncRecoveryHintProps) {
  const t = useTexts();
  const state = syncState(freshness, now);
  if (state === "needs_key") {
    if (audience === "staff") return t("freshness.customerReplacesKey");
    if (isNextToReplaceKey) return t("freshness.replaceKey");
    // Only managers can replace the key, and this page does not know who they are.
    return t.rich("freshness.managerReplacesKey", {
      link: (chunks) => (
        <Link href="/connections" className="text-link">
          {chunks}
        </Link>
      ),
    });
  }
  if (state === "paused") return t("freshness.pausedByStaff");
  const { nextAt } = freshness;
  if (state === "overdue" && nextAt)
    return t.rich(audience === "customer" ? "freshness.overdueSyncNow" : "freshness.overdue", {
      time: () => <ClockTime at={nextAt} locale={locale} now={now} />,
    });
  return nextAttempt(t, freshness, locale, now);
}
