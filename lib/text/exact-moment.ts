import { parseTime } from "./parse-time";

/** A zone is needed. A "+" that was not encoded arrives as a blank. */
const EXACT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+\- ]\d\d:\d\d)$/;

/** Reads a time with a zone; undefined for any other text. */
export const parseExact = (text: string): Date | undefined =>
  EXACT.test(text) ? parseTime(text.replace(" ", "+")) : undefined;

/** Returns the moment as ISO text; undefined unless it is exact and not later than now. */
export function exactMoment(text: string, now = new Date()): string | undefined {
  const at = parseExact(text);
  return at && at <= now ? at.toISOString() : undefined;
}
