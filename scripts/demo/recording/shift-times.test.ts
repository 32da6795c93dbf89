import { describe, expect, it } from "vitest";

import { shiftTimes } from "./shift-times";
import { timeShift } from "./time-shift";

const DAY = 86_400_000;
const UNTIL = Date.UTC(2026, 10, 26, 14, 30);

const text = (given: string, present = UNTIL + 31 * DAY) =>
  shiftTimes(timeShift(UNTIL, present), UNTIL).text(given);

describe("moving the times of a text", () => {
  it.each([
    ["2026-10-01T08:15:30.125Z", "2026-11-01T08:15:30.125Z"],
    ["2026-10-01T08:15:30+02:00", "2026-11-01T08:15:30+02:00"],
    ["2026-10-01 08:15", "2026-11-01 08:15"],
    ["2026-10-01 00:15:30,5 +0200", "2026-11-01 00:15:30,5 +0200"],
    ["since 2026-09-30.", "since 2026-10-31."],
    ['[01/Oct/2026:08:15:30 +0200] "GET /"', '[01/Nov/2026:08:15:30 +0200] "GET /"'],
    ["Oct 31 23:59:59 web-01 sshd", "Dec 01 23:59:59 web-01 sshd"],
    ["Oct  1 08:15:30 web-01", "Nov  1 08:15:30 web-01"],
    ["Dec 25 08:15:30 web-01", "Jan 25 08:15:30 web-01"],
  ])("%s becomes %s", (given, moved) => {
    expect(text(given)).toBe(moved);
  });

  it.each([
    "founded 1999-01-01",
    "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "12026-10-01 and 2026-10-012",
    "2026-13-45",
    "version 2.10.26, Oct 1st",
  ])("%s stays", (given) => {
    expect(text(given)).toBe(given);
  });

  it("moves those in JSON, not its keys", () => {
    const { json } = shiftTimes(timeShift(UNTIL, UNTIL + DAY), UNTIL);
    expect(json({ "2026-10-01": ["2026-10-01", 1, null, { a: "2026-10-01" }] })).toEqual({
      "2026-10-01": ["2026-10-02", 1, null, { a: "2026-10-02" }],
    });
  });
});

describe("moving a moment", () => {
  it("moves the end to the present, and keeps what is planned as far ahead", () => {
    const shift = timeShift(UNTIL, UNTIL + 10.4 * DAY);
    expect(shift(UNTIL)).toBe(UNTIL + 10.4 * DAY);
    expect(shift(UNTIL + 600_000)).toBe(UNTIL + 10.4 * DAY + 600_000);
  });

  it("keeps the time of day of older moments", () => {
    const shift = timeShift(UNTIL, UNTIL + 10.4 * DAY);
    for (const days of [1.01, 2, 7.5, 300])
      expect((shift(UNTIL - days * DAY) - (UNTIL - days * DAY)) % DAY).toBe(0);
  });

  it.each([0, 0.01, 0.5, 0.99, 12.3, -0.4])("keeps the order, %s days later", (later) => {
    const shift = timeShift(UNTIL, UNTIL + later * DAY);
    const moments = Array.from({ length: 20_000 }, (_, index) => UNTIL - index * 9_137);
    const moved = moments.map(shift);
    expect(moved.every((at, index) => index === 0 || at < (moved[index - 1] ?? 0))).toBe(true);
    expect(shift(UNTIL - 7_000) % 1_000).toBe(0);
  });
});
