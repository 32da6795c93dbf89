import { type ErrorCode, errorTraits } from "../../errors";

export interface ScheduleFacts {
  outcome: "complete" | "partial" | "failed" | "handed_on";
  code?: ErrorCode;
  retryAt?: Date;
  /** Failed syncs in a row, including this one. */
  failures: number;
  hasOpen: boolean;
  /** A user viewed or changed something recently. */
  wanted: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const PACE = {
  wanted: 45 * SECOND,
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
  const told = facts.retryAt ? facts.retryAt.getTime() - now : 0;
  return Math.max(told, paceOf(facts) * (0.9 + 0.2 * random));
}

function paceOf({ outcome, failures, hasOpen, wanted }: ScheduleFacts): number {
  if (outcome === "handed_on") return 0;
  if (outcome === "failed")
    return Math.min(PACE.longestFailure, PACE.firstFailure * 2 ** Math.max(0, failures - 1));
  const usual = wanted ? PACE.wanted : hasOpen ? PACE.open : PACE.quiet;
  return outcome === "partial" ? Math.min(usual, PACE.unfinished) : usual;
}
