/** How much one call to a provider may take. Times are in milliseconds, sizes in bytes. */
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

/** The limits of a call, unless a peer has its own. */
export const DEFAULT_LIMITS: HttpLimits = {
  /** One attempt of a read, its body included. */
  readMs: 15 * SECOND,
  /** A write. Longer than a read: giving up early makes an unknown outcome. */
  writeMs: 30 * SECOND,
  /** A read from its call to its end: waiting for a slot, all attempts, and the waits between them. */
  deadlineMs: 40 * SECOND,
  /** Attempts of a read, the first one included. A write has one. */
  attempts: 4,
  /** The first wait between two attempts. It doubles each time. */
  backoffMs: 300,
  /** The longest wait between two attempts, unless the provider asks for more. */
  backoffCapMs: 8 * SECOND,
  /** An answer that is read as a whole, after decompression. */
  maxBytes: 16 * MEGABYTE,
  /** A file that is passed on as a stream. */
  maxStreamBytes: 128 * MEGABYTE,
};

/** The limits that all calls with one credential share. */
export const CREDENTIAL_LIMITS = {
  /** Calls in flight at once in one process. */
  slots: 6,
  /** Of these, the most that background work may hold, so that people never queue behind a sweep. */
  backgroundSlots: 4,
  /** A person's wait for a slot. After it the page says that the provider is slow. */
  personSlotMs: 8 * SECOND,
  /** The wait of background work for a slot. It leaves a read time enough for one attempt before its deadline. */
  backgroundSlotMs: 25 * SECOND,
  /** Timeouts in a row after which a provider counts as not answering, and calls are refused at once. */
  timeoutsInARow: 5,
  /** The first pause in which calls are refused. It doubles each time the one call that probes afterwards times out. */
  pauseMs: 15 * SECOND,
  /** The longest such pause: an outage that has ended is noticed this late at most. */
  pauseCapMs: MINUTE,
  /** After a pause one call probes; if nothing is heard of it for this long, another one may. */
  probeMs: 45 * SECOND,
  /** The wait that a 429 means when it names none. */
  unnamedWaitMs: 30 * SECOND,
  /** The longest wait that a provider's word is taken for. Who asks for more is asked again after a day. */
  askedWaitCapMs: 24 * 60 * MINUTE,
} as const;
