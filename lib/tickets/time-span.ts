import { SPAN } from "./filter-names";

const HOURS: Readonly<Record<string, number>> = {
  h: 1,
  t: 1,
  d: 24,
  w: 7 * 24,
  v: 7 * 24,
  y: 365 * 24,
  å: 365 * 24,
};

const HOUR_MS = 3_600_000;
/** PostgreSQL cannot read earlier ones from an ISO time. */
const FIRST = Date.parse("0001-01-01T00:00:00Z");

interface SpanBound {
  at: Date;
  /** True: matches what began since `at`; false: what began before it. */
  isLater: boolean;
}

/** The moment so long ago; null for a text that is no span. */
export function spanBound(text: string, now: Date): SpanBound | null {
  const [, sign, count, unit = ""] = SPAN.exec(text) ?? [];
  const hours = HOURS[unit];
  if (hours === undefined) return null;
  const at = Math.max(now.getTime() - Number(count) * hours * HOUR_MS, FIRST);
  return { at: new Date(at), isLater: sign === "<" };
}
