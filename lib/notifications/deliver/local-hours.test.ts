import { describe, expect, it } from "vitest";

import { isWithinHours, nextAtLocal } from "./local-hours";

const ZONE = "Europe/Stockholm";
const NIGHT = { from: 22 * 60, until: 7 * 60 };

describe("the next moment at which clocks show a minute", () => {
  it.each([
    ["later today", 480, "2026-11-27T05:00:00Z", "2026-11-27T07:00:00.000Z"],
    ["tomorrow, at the very moment", 480, "2026-11-27T07:00:00Z", "2026-11-28T07:00:00.000Z"],
    ["after clocks went forward", 480, "2026-03-28T23:30:00Z", "2026-03-29T06:00:00.000Z"],
    ["of an hour that is skipped", 150, "2026-03-28T23:30:00Z", "2026-03-29T01:30:00.000Z"],
    ["after clocks went back", 480, "2026-10-24T23:30:00Z", "2026-10-25T07:00:00.000Z"],
  ])("is %s", (_when, minute, after, expected) => {
    expect(nextAtLocal(ZONE, minute, new Date(after)).toISOString()).toBe(expected);
  });
});

describe("hours of a day", () => {
  it.each([
    [ZONE, "2026-11-27T02:00:00Z", true],
    [ZONE, "2026-11-27T06:00:00Z", false],
    ["America/New_York", "2026-11-27T04:00:00Z", true],
    ["America/New_York", "2026-11-27T12:00:00Z", false],
  ])("go over midnight: in %s at %s %s", (zone, at, expected) => {
    expect(isWithinHours(zone, NIGHT, new Date(at))).toBe(expected);
  });

  it("are none from a minute to itself", () => {
    expect(isWithinHours(ZONE, { from: 60, until: 60 }, new Date())).toBe(false);
  });
});
