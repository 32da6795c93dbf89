import { describe, expect, it } from "vitest";

import { lagText, millisecondsText, rangeText, shareText } from "./format-figures";

describe("figures of the reading", () => {
  it.each([
    [0, "0 %"],
    [0.0002, "0.1 %"],
    [0.025, "2.5 %"],
    [0.5, "50 %"],
    [1, "100 %"],
    [null, "no runs"],
  ])("%s of the runs is %s", (part, words) => {
    expect(shareText(part, "no runs")).toBe(words);
  });

  it("says times as people read them", () => {
    expect([
      lagText(null),
      lagText(45),
      lagText(7_200),
      millisecondsText(820),
      millisecondsText(12_340),
    ]).toEqual(["never read", "45 s", "2 h", "820 ms", "12.3 s"]);
  });

  it.each([
    [[null, null], "nothing known"],
    [[60, null, 60], "always 1 min"],
    [[null, 300, 7_200, 60], "between 1 min and 2 h, last 1 min"],
  ])("says a day's values %j as %s", (values, words) => {
    expect(rangeText(values, lagText)).toBe(words);
  });
});
