import type { ErrorCode } from "@/lib/errors";

/** How one provider's API refuses a call. Each provider keeps its own, with its sources, in its folder. */
export interface Refusals {
  /** The provider's name for people. */
  name: string;
  /**
   * Statuses that prove that a write changed nothing. After any other failed status the write may
   * have been done, so its outcome is unknown: it is looked for, and never repeated by itself.
   */
  certain: ReadonlySet<number>;
  /** The provider's machine-readable codes that say more than the status of a 4xx. */
  codes: Readonly<Record<string, ErrorCode>>;
}

/**
 * What RFC 9110 (section 15.5) and RFC 6585 define as "not applied", whichever server on the way
 * answers: 405 method, 410 gone, 413 and 415 body, 421 wrong server, 422 content, 429 too many
 * requests. After a 421 Node's fetch itself asks once more, as section 15.5.20 allows for every
 * method.
 */
export const REFUSED_BY_HTTP: readonly number[] = [405, 410, 413, 415, 421, 422, 429];
