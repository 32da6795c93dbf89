import { describe, expect, it } from "vitest";

import { dayWords, monthWords, recentPeriods } from "./day-words";

describe("the words of days", () => {
  it("are those of the language, and other texts stay", () => {
    expect(dayWords("en", "2026-03-01")).toBe("1 March 2026");
    expect(dayWords("sv", "2026-03-01")).toBe("1 mars 2026");
    expect(dayWords("en", "soon")).toBe("soon");
  });

  it("name a month for all of its days alone", () => {
    expect(monthWords("en", "2024-02-01", "2024-02-29")).toBe("February 2024");
    expect(monthWords("sv", "2026-12-01", "2026-12-31")).toBe("december 2026");
    expect(monthWords("en", "2024-02-01", "2024-02-28")).toBeNull();
    expect(monthWords("en", "2026-01-01", "2026-02-28")).toBeNull();
    expect(monthWords("en", "nothing", "")).toBeNull();
  });
});

describe("recent periods", () => {
  it("are whole months in UTC, across a year and a leap day", () => {
    const { today, week, months } = recentPeriods(new Date("2024-03-31T23:30:00Z"));
    expect(today).toBe("2024-03-31..2024-03-31");
    expect(week).toBe("2024-03-25..2024-03-31");
    expect(months).toHaveLength(12);
    expect(months.slice(0, 4)).toEqual([
      "2024-03-01..2024-03-31",
      "2024-02-01..2024-02-29",
      "2024-01-01..2024-01-31",
      "2023-12-01..2023-12-31",
    ]);
  });
});
