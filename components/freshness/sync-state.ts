import { formatDuration } from "@/components/ui/time/durations";
import type { Freshness, SyncProgress } from "@/lib/connections/freshness";
import type { Language } from "@/lib/i18n/languages";
import type { Translate } from "@/lib/i18n/message";

/** States of a connection; the first that applies wins. */
export type SyncState =
  | "disconnected"
  | "needs_key"
  | "paused"
  | "failing"
  | "waiting"
  | "overdue"
  | "importing"
  | "fresh";

/** A sync this much behind its due time is overdue. */
const OVERDUE_AFTER_MS = 5 * 60_000;

type SyncFacts = Pick<
  Freshness,
  "status" | "paused" | "problem" | "providerPause" | "running" | "nextAt" | "lastReadAt"
>;

export function syncState(freshness: SyncFacts, now: Date): SyncState {
  if (freshness.status === "disconnected") return "disconnected";
  if (freshness.status === "needs_attention") return "needs_key";
  if (freshness.paused) return "paused";
  if (freshness.problem) return "failing";
  if (freshness.providerPause && freshness.providerPause.until > now) return "waiting";
  if (
    !freshness.running &&
    freshness.nextAt &&
    now.getTime() - freshness.nextAt.getTime() > OVERDUE_AFTER_MS
  )
    return "overdue";
  return freshness.lastReadAt ? "fresh" : "importing";
}

const ATTENTION_STATES: ReadonlySet<SyncState> = new Set([
  "needs_key",
  "paused",
  "failing",
  "overdue",
]);

/** True if the mirror does not keep up. */
export function needsAttention(state: SyncState): boolean {
  return ATTENTION_STATES.has(state);
}

/** Returns when the provider is read next; null if that takes a user's action. */
export function nextTry({
  nextAt,
  providerPause,
}: Pick<Freshness, "nextAt" | "providerPause">): Date | null {
  return nextAt && providerPause && providerPause.until > nextAt ? providerPause.until : nextAt;
}

/** Explains why the provider is not read now: "HostUp asked us to wait". */
export function pauseReason(
  t: Translate,
  { providerName, providerPause }: Pick<Freshness, "providerName" | "providerPause">,
): string {
  return providerPause?.reason === "unanswered"
    ? t("freshness.providerSilent", { name: providerName })
    : t("freshness.providerWaits", { name: providerName });
}

/** True during a sync and before the first one. */
export function isBeingRead(freshness: SyncFacts): boolean {
  return (
    freshness.running ||
    (freshness.status === "active" &&
      !freshness.paused &&
      !freshness.problem &&
      freshness.lastReadAt === null)
  );
}

/** True if a sync is due but not overdue. */
export function isDueNow(freshness: SyncFacts, now: Date): boolean {
  const { status, paused, nextAt } = freshness;
  return (
    status === "active" &&
    !paused &&
    nextAt !== null &&
    nextAt <= now &&
    now.getTime() - nextAt.getTime() <= OVERDUE_AFTER_MS
  );
}

interface ProgressText {
  /** "1,200 of about 5,000 tickets". */
  progress: string;
  /** "40 a second, about 2 min left"; null if unknown. */
  pace: string | null;
  /** 0 to 1; null if the total is unknown. */
  fraction: number | null;
}

/** Describes the progress of a sweep. The pace is known after a second. */
export function progressText(
  t: Translate,
  { tickets, total, startedAt }: SyncProgress,
  now: Date,
  language: Language,
): ProgressText {
  const seconds = (now.getTime() - startedAt.getTime()) / 1_000;
  const rate = seconds >= 1 && tickets > 0 ? tickets / seconds : null;
  const knownTotal = total !== null && total >= tickets ? total : null;
  const left = knownTotal === null ? 0 : knownTotal - tickets;
  return {
    progress:
      knownTotal === null
        ? t("freshness.progressSoFar", { tickets })
        : t("freshness.progressOfTotal", { tickets, total: knownTotal }),
    pace: rate === null ? null : paceText(t, rate, left, language),
    fraction: knownTotal ? tickets / knownTotal : null,
  };
}

/** `rate`: tickets per second. */
function paceText(t: Translate, rate: number, left: number, language: Language): string {
  const isFast = rate >= 1;
  const count = isFast ? Math.round(rate) : Math.max(1, Math.round(rate * 60));
  if (left === 0)
    return isFast
      ? t("freshness.pacePerSecond", { count })
      : t("freshness.pacePerMinute", { count });
  const duration = formatDuration(t, (left / rate) * 1_000 + 999, language);
  return isFast
    ? t("freshness.pacePerSecondLeft", { count, duration })
    : t("freshness.pacePerMinuteLeft", { count, duration });
}
