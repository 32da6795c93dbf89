export interface HttpLimits {
  readMs: number;
  writeMs: number;
  deadlineMs: number;
  attempts: number;
  backoffMs: number;
  backoffCapMs: number;
  maxBytes: number;
  maxStreamBytes: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const MEGABYTE = 1024 * 1024;

export const DEFAULT_LIMITS: HttpLimits = {
  readMs: 15 * SECOND,
  /** Longer than a read: a timeout leaves the outcome unknown. */
  writeMs: 30 * SECOND,
  /** Slot, attempts and waits. */
  deadlineMs: 40 * SECOND,
  /** Of a read; a write gets one. */
  attempts: 4,
  backoffMs: 300,
  /** Unless the provider asks for more. */
  backoffCapMs: 8 * SECOND,
  /** After decompression. */
  maxBytes: 16 * MEGABYTE,
  maxStreamBytes: 128 * MEGABYTE,
};

/** Shared by all calls with one credential. */
export const CREDENTIAL_LIMITS = {
  /** Concurrent calls per process. */
  slots: 6,
  backgroundSlots: 4,
  personSlotMs: 8 * SECOND,
  /** Leaves time for one attempt before the deadline. */
  backgroundSlotMs: 25 * SECOND,
  /** Consecutive timeouts that open the circuit. */
  timeoutsInARow: 5,
  /** First pause; doubles with each failed probe. */
  pauseMs: 15 * SECOND,
  pauseCapMs: MINUTE,
  /** Then another process may probe. */
  probeMs: 45 * SECOND,
  /** For a 429 that names no time. */
  unnamedWaitMs: 30 * SECOND,
  askedWaitCapMs: 24 * 60 * MINUTE,
} as const;
