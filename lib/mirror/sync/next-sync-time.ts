import { type ErrorCode, errorTraits } from "../../error-codes";

export interface ScheduleFacts {
  outcome: "complete" | "partial" | "failed" | "handed_on";
  code?: ErrorCode;
  retryAt?: Date;
  /** Failed syncs in a row, including this one. */
  failures: number;
  hasOpen: boolean;
  /** A user viewed or changed something recently. */
  recentlyUsed: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const INTERVALS = {
  recentlyUsed: 45 * SECOND,
  open: 2 * MINUTE,
  quiet: 30 * MINUTE,
  unfinished: MINUTE,
  firstFailure: MINUTE,
  longestFailure: 60 * MINUTE,
};

/**
 * Returns the delay until the next sync in milliseconds; null when a user must act first. `random`
 * (0 to 1) spreads syncs that were due together.
 */
export function nextSyncTime(facts: ScheduleFacts, now: number, random: number): number | null {
  if (facts.code && errorTraits(facts.code).recovery !== "automatic") return null;
  const providerDelay = facts.retryAt ? facts.retryAt.getTime() - now : 0;
  return Math.max(providerDelay, intervalOf(facts) * (0.9 + 0.2 * random));
}

function intervalOf({ outcome, failures, hasOpen, recentlyUsed }: ScheduleFacts): number {
  if (outcome === "handed_on") return 0;
  if (outcome === "failed")
    return Math.min(
      INTERVALS.longestFailure,
      INTERVALS.firstFailure * 2 ** Math.max(0, failures - 1),
    );
  const usual = recentlyUsed ? INTERVALS.recentlyUsed : hasOpen ? INTERVALS.open : INTERVALS.quiet;
  return outcome === "partial" ? Math.min(usual, INTERVALS.unfinished) : usual;
}
