import { formatDuration } from "@/components/ui/time/format-time";
import type { Freshness, SyncProgress } from "@/lib/connections/freshness";
import type { Language } from "@/lib/i18n/languages";
import type { Translate } from "@/lib/i18n/message";
import { formatNumber } from "@/lib/text/format-number";

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
export function pauseReason({
  providerName,
  providerPause,
}: Pick<Freshness, "providerName" | "providerPause">): string {
  return providerPause?.reason === "unanswered"
    ? `${providerName} is not responding`
    : `${providerName} asked us to wait`;
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

export interface ProgressText {
  /** "1,200 of about 5,000 tickets". */
  read: string;
  /** "40 a second, about 2 min left"; null if unknown. */
  pace: string | null;
  /** 0 to 1; null if the total is unknown. */
  fraction: number | null;
}

/** Describes the progress of a sweep. The pace is known after a second. */
export function progressText(
  t: Translate,
  progress: SyncProgress,
  now: Date,
  language: Language,
): ProgressText {
  const number = (value: number) => formatNumber(value, language);
  const { tickets, pages, total } = progress;
  const seconds = (now.getTime() - progress.startedAt.getTime()) / 1_000;
  const rate = seconds >= 1 && tickets > 0 ? tickets / seconds : null;
  const left =
    total !== null && total > tickets && rate !== null
      ? `about ${formatDuration(t, ((total - tickets) / rate) * 1_000 + 999, language)} left`
      : null;
  const pageCount = `${number(pages)} ${pages === 1 ? "page" : "pages"}`;
  const speed =
    rate === null
      ? null
      : rate >= 1
        ? `${number(Math.round(rate))} a second`
        : `${number(Math.max(1, Math.round(rate * 60)))} a minute`;
  return {
    read:
      total !== null && total >= tickets
        ? `${number(tickets)} of about ${number(total)} tickets`
        : `${number(tickets)} ${tickets === 1 ? "ticket" : "tickets"} on ${pageCount} so far`,
    pace: [speed, left].filter(Boolean).join(", ") || null,
    fraction: total !== null && total >= tickets && total > 0 ? tickets / total : null,
  };
}
