import Link from "next/link";
import type { ReactNode } from "react";

import { ClockTime } from "@/components/ui/time/clock-time";
import type { Locale } from "@/components/ui/time/format-time";
import { UpcomingTime } from "@/components/ui/time/upcoming-time";
import type { Freshness } from "@/lib/connections/freshness";
import type { Audience } from "@/lib/routes";

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

function nextAttempt(freshness: Freshness, locale: Locale, now: Date): ReactNode {
  const nextAt = nextTry(freshness);
  if (freshness.running) return "Trying again now.";
  if (nextAt && nextAt > now)
    return (
      <>
        We’ll try again at <UpcomingTime at={nextAt} locale={locale} now={now} />.
      </>
    );
  return "We’ll try again shortly.";
}

/** Recovery hint for a failed connection: automatic retry, or the action a user must take. */
export function SyncRecoveryHint({
  freshness,
  locale,
  audience,
  isNextToReplaceKey = false,
  now = new Date(),
}: SyncRecoveryHintProps) {
  const state = syncState(freshness, now);
  if (state === "needs_key") {
    if (audience === "staff") return "The customer needs to replace the key.";
    if (isNextToReplaceKey) return "Replace the key to resume.";
    // Only managers can replace the key, and this page does not know who they are.
    return (
      <>
        A manager of your organization can{" "}
        <Link href="/connections" prefetch={false} className="text-link">
          replace the key
        </Link>
        .
      </>
    );
  }
  if (state === "paused") return "Paused by the portal’s staff.";
  if (state === "overdue" && freshness.nextAt) {
    return (
      <>
        It was due at <ClockTime at={freshness.nextAt} locale={locale} now={now} />. The sync is
        running late and will catch up.{audience === "customer" ? " Or use “Sync now”." : ""}
      </>
    );
  }
  return nextAttempt(freshness, locale, now);
}
