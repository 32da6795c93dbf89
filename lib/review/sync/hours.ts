import type { SyncHour } from "./types";

const HOUR = 3_600_000;

export interface HourJson extends Pick<
  SyncHour,
  "runs" | "failed" | "calls" | "milliseconds" | "headroom"
> {
  at: string;
  /** Start of the hour's newest complete read. */
  readFrom: string | null;
  /** After the hour's last run. */
  backlog: number | null;
}

/** Carries the backlog forward. `readBefore`: the newest complete read before the first hour. */
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
