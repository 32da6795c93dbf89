import type { SyncHour } from "./sync-types";

const HOUR = 3_600_000;

/** One hour as the database sums it up. */
export interface HourJson extends Pick<
  SyncHour,
  "runs" | "failed" | "calls" | "milliseconds" | "headroom"
> {
  at: string;
  /** When the newest complete reading that began in this hour began. */
  readFrom: string | null;
  /** As the last run of the hour left it. */
  backlog: number | null;
}

/**
 * The hours of a day with how they ended: the lag is what had passed since the newest complete reading, and a backlog stays until a run tells of
 * another. `readBefore`: the newest complete reading before the first hour.
 */
export function syncHours(
  hours: readonly HourJson[],
  readBefore: Date | null,
  now: Date,
): SyncHour[] {
  let readFrom = readBefore?.getTime() ?? null;
  let backlog: number | null = null;
  return hours.map(({ at: begins, readFrom: read, backlog: left, ...hour }) => {
    const at = new Date(begins);
    if (read !== null) readFrom = Date.parse(read);
    backlog = left ?? backlog;
    const end = Math.min(at.getTime() + HOUR, now.getTime());
    return {
      at,
      ...hour,
      lagSeconds: readFrom === null ? null : Math.max(0, Math.round((end - readFrom) / 1_000)),
      backlog,
    };
  });
}
