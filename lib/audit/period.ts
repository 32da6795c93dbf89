import { startOfDay } from "../clocks/business-time";
import type { AuditPeriod } from "./entry-page";

export const DEFAULT_PERIOD_DAYS = 30;

const DAY_MS = 24 * 3_600_000;
/** PostgreSQL reads no later ISO times. */
const LAST_YEAR = 9_999;

/** The days chosen, in the time zone; without a first one, the 30 days before the last one. */
export function auditPeriod(
  timeZone: string,
  { since, until }: { since?: string; until?: string },
): AuditPeriod {
  const end = until === undefined ? undefined : startOfDay(timeZone, until, 1);
  const readable = end && end.getUTCFullYear() <= LAST_YEAR ? end : undefined;
  if (since !== undefined) return { since: startOfDay(timeZone, since), until: readable };
  const latest = readable?.getTime() ?? Date.now();
  return { since: new Date(latest - DEFAULT_PERIOD_DAYS * DAY_MS), until: readable };
}
