import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { elapsedBetween, startOfDay } from "./business-time";
import { readCalendar } from "./calendar";

const MINUTE_MS = 60_000;
const OFFICE = [{ from: "08:00", to: "17:00" }];
const stored = {
  timeZone: "Europe/Stockholm",
  hours: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []],
  holidays: ["2026-12-25"],
};

function business(given: unknown, from: string | number, to: string | number): number | null {
  const calendar = readCalendar(given);
  if (!calendar) throw new Error("The calendar cannot be read.");
  return elapsedBetween(new Date(from), new Date(to), calendar).businessMs;
}

const hours = (count: number) => count * 60 * MINUTE_MS;

describe("a day", () => {
  it.each([
    ["Europe/Stockholm", "2026-03-29", 0, "2026-03-28T23:00:00.000Z"],
    ["Europe/Stockholm", "2026-03-29", 1, "2026-03-29T22:00:00.000Z"],
    ["UTC", "2026-12-31", 1, "2027-01-01T00:00:00.000Z"],
    ["America/Los_Angeles", "2026-01-01", 0, "2026-01-01T08:00:00.000Z"],
    // Clocks go from 00:00 to 01:00, and on another day from 01:00 back to 00:00.
    ["America/Havana", "2026-03-08", 0, "2026-03-08T05:00:00.000Z"],
    ["America/Havana", "2026-11-01", 0, "2026-11-01T04:00:00.000Z"],
    ["UTC", "1000-01-01", 0, "1000-01-01T00:00:00.000Z"],
  ])("in %s, %s and %i more, begins", (timeZone, day, plusDays, expected) => {
    expect(startOfDay(timeZone, day, plusDays).toISOString()).toBe(expected);
  });
});

describe("business time", () => {
  it.each([
    ["within a day", "2026-11-26T08:30:00Z", "2026-11-26T10:00:00Z", 1.5],
    ["over a night", "2026-11-26T15:00:00Z", "2026-11-27T08:00:00Z", 2],
    ["over a weekend", "2026-11-27T15:30:00Z", "2026-11-30T07:30:00Z", 1],
    ["over a holiday", "2026-12-24T15:00:00Z", "2026-12-28T08:00:00Z", 2],
    ["outside of it", "2026-11-28T10:00:00Z", "2026-11-29T10:00:00Z", 0],
    ["the wrong way round", "2026-11-26T12:00:00Z", "2026-11-26T10:00:00Z", 0],
  ])("%s", (_name, from, to, expected) => {
    expect(business(stored, from, to)).toBe(hours(expected));
  });

  it("has 25 hours on the day on which clocks go back, and 23 on that on which they go ahead", () => {
    const always = { ...stored, hours: Array(7).fill([{ from: "00:00", to: "24:00" }]) };
    expect(business(always, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")).toBe(hours(25));
    expect(business(always, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(hours(23));
    const night = { ...stored, hours: Array(7).fill([{ from: "02:00", to: "03:00" }]) };
    expect(business(night, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(0);
  });

  it("is the number of minutes whose local time is within the openings, in any zone", () => {
    const zones = ["Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
    // No opening begins or ends within an hour that comes twice.
    const times = ["00:00", "05:15", "08:00", "12:00", "13:30", "17:45", "24:00"];
    const opening = fc
      .subarray(times, { minLength: 2, maxLength: 2 })
      .map(([from, to]) => [{ from, to }]);
    const around = fc.constantFrom("2026-03-08", "2026-03-29", "2026-04-05", "2026-10-25");
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(fc.oneof(opening, fc.constant([])), { minLength: 7, maxLength: 7 }),
        around,
        fc.integer({ min: -2_000, max: 2_000 }),
        fc.integer({ min: 0, max: 2_500 }),
        (timeZone, week, date, begin, length) => {
          const from = Date.parse(`${date}T00:00:00Z`) + begin * MINUTE_MS;
          const calendar = { timeZone, hours: week, holidays: [date] };
          expect(business(calendar, from, from + length * MINUTE_MS)).toBe(
            minutesOpen(calendar, from, length) * MINUTE_MS,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has none without a calendar, or with one that makes no sense", () => {
    const [from, to] = [new Date(0), new Date(1_000)];
    expect(elapsedBetween(from, to, null)).toEqual({ wallMs: 1_000, businessMs: null });
    for (const wrong of [
      null,
      {},
      { ...stored, timeZone: "Europe/Nowhere" },
      { ...stored, hours: [OFFICE] },
      { ...stored, hours: Array(7).fill([{ from: "17:00", to: "08:00" }]) },
      { ...stored, hours: Array(7).fill([...OFFICE, { from: "16:00", to: "18:00" }]) },
      { ...stored, holidays: ["someday"] },
    ])
      expect(readCalendar(wrong)).toBeNull();
  });

  it("is counted for a century at most", () => {
    expect(business(stored, "1926-12-01T00:00:00Z", "2026-11-26T00:00:00Z")).toBeGreaterThan(0);
    expect(business(stored, "0001-01-01T00:00:00Z", "2026-11-26T00:00:00Z")).toBeNull();
  });
});

interface StoredCalendar {
  timeZone: string;
  hours: ReadonlyArray<ReadonlyArray<{ from?: string | undefined; to?: string | undefined }>>;
  holidays: string[];
}

/** Asks `Intl` what the clock shows at every single minute. */
function minutesOpen(
  { timeZone, hours: week, holidays }: StoredCalendar,
  from: number,
  length: number,
) {
  const format = new Intl.DateTimeFormat("sv", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  });
  let open = 0;
  for (let minute = 0; minute < length; minute++) {
    const [date = "", time = ""] = format.format(from + minute * MINUTE_MS).split(" ");
    const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
    const openings = holidays.includes(date) ? [] : (week[weekday] ?? []);
    if (openings.some(({ from: opens = "", to: closes = "" }) => time >= opens && time < closes))
      open += 1;
  }
  return open;
}
