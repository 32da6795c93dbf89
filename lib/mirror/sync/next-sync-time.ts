import { type ErrorCode, errorTraits } from "../../errors";

/** What decides when a connection is read next. */
export interface ScheduleFacts {
  outcome: "complete" | "partial" | "failed" | "handed_on";
  code?: ErrorCode;
  /** The moment that the provider named. */
  retryAt?: Date;
  /** Reads that failed in a row, this one included. */
  failures: number;
  /** A ticket is not done. */
  hasOpen: boolean;
  /** Somebody looked at it or did something not long ago. */
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
 * When a connection is to be read next, in milliseconds from now; null when that takes a person. Soon after somebody looked or acted,
 * every few minutes while tickets are open, slowly when all are done, not before the moment that the provider named, and ever
 * more slowly while it fails. `random` (0 to 1) spreads connections that were due together.
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
