import type { ErrorCode } from "@/lib/error-codes";

/** Sources are in each provider's folder. */
export interface Refusals {
  name: string;
  /** Statuses that prove that a write changed nothing. */
  certain: ReadonlySet<number>;
  /** Codes that say more than a 4xx status. */
  codes: Readonly<Record<string, ErrorCode>>;
}

/** RFC 9110 (15.5) and RFC 6585, whichever server answers. fetch itself repeats a 421. */
export const REFUSED_BY_HTTP: readonly number[] = [405, 410, 413, 415, 421, 422, 429];
