import type { Random } from "../shared/random";

export const MINUTE = 60_000;
export const HOUR_MS = 60 * MINUTE;
export const DAY_MS = 24 * HOUR_MS;

type Hours = readonly [from: number, to: number];
export interface WorkingHours {
  weekday: Hours;
  weekend: Hours | null;
}

export const CUSTOMER_HOURS: WorkingHours = { weekday: [7.5, 17.5], weekend: null };
export const STAFF_HOURS: Readonly<Record<string, WorkingHours>> = {
  hostup: { weekday: [7, 22], weekend: [9, 18] },
  upsun: { weekday: [7, 21], weekend: null },
};

const HOLIDAYS = new Set(["01-01", "01-06", "05-01", "06-06", "12-24", "12-25", "12-26", "12-31"]);

/** The time of the wall clock in Sweden, in the UTC fields of the date. */
export function swedishTime(at: number): Date {
  const year = new Date(at).getUTCFullYear();
  const summer = at >= lastSunday(year, 2) && at < lastSunday(year, 9);
  return new Date(at + (summer ? 2 : 1) * HOUR_MS);
}

/** 01:00 UTC of the month's last Sunday, when clocks change. */
function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * DAY_MS;
}

/** Returns the same moment within working hours; otherwise some minutes after they next begin. */
export function whenWorking(at: number, hours: WorkingHours, chance: Random): number {
  for (let day = 0; day < 14; day += 1) {
    const moment = day === 0 ? at : startOfDay(at + day * DAY_MS);
    const local = swedishTime(moment);
    const open = hoursOn(local, hours);
    const clock = local.getUTCHours() + local.getUTCMinutes() / 60;
    if (open === null || clock >= open[1]) continue;
    if (clock >= open[0]) return moment;
    return startOfDay(moment) + Math.round(open[0] * HOUR_MS) + chance.between(2, 95) * MINUTE;
  }
  return at;
}

/** A moment of the same day, or of the day after a day off, spread as tickets are over an office day. */
export function officeMoment(at: number, chance: Random): number {
  const day = whenWorking(startOfDay(at) + 9 * HOUR_MS, CUSTOMER_HOURS, chance);
  const hour = chance.weighted([
    [7.5, 1],
    [8, 4],
    [9, 6],
    [10, 5],
    [11, 3],
    [12, 1],
    [13, 5],
    [14, 4],
    [15, 4],
    [16, 2],
  ] as const);
  return startOfDay(day) + hour * HOUR_MS + chance.between(0, 3599) * 1000;
}

/** A moment of the night before, when backups, renewals and upgrades run. */
export function nightMoment(at: number, chance: Random): number {
  return startOfDay(at) + chance.between(65, 265) * MINUTE + chance.between(0, 59) * 1000;
}

function startOfDay(at: number): number {
  const local = swedishTime(at);
  return at - (local.getTime() % DAY_MS);
}

function hoursOn(local: Date, { weekday, weekend }: WorkingHours): Hours | null {
  const off = [0, 6].includes(local.getUTCDay()) || HOLIDAYS.has(local.toISOString().slice(5, 10));
  return off ? weekend : weekday;
}
