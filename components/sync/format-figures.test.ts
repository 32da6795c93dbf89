import { describe, expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import { english } from "@/tests/helpers/texts";

import { chartText, lagText, millisecondsText, shareText } from "./format-figures";

const swedish = textsOf("sv");

describe("figures of the syncs", () => {
  it.each([
    [0, "0%", "0\u00a0%"],
    [0.0002, "0.1%", "0,1\u00a0%"],
    [0.025, "2.5%", "2,5\u00a0%"],
    [0.5, "50%", "50\u00a0%"],
    [1, "100%", "100\u00a0%"],
  ])("%s of the syncs is %s", (share, inEnglish, inSwedish) => {
    expect(shareText(share, "en")).toBe(inEnglish);
    expect(shareText(share, "sv")).toBe(inSwedish);
  });

  it("says times as people read them", () => {
    expect([
      lagText(english, null, "en"),
      lagText(english, 45, "en"),
      lagText(english, 7_200, "en"),
      lagText(swedish, 7_200, "sv"),
      millisecondsText(820, "en"),
      millisecondsText(12_340, "en"),
      millisecondsText(12_340, "sv"),
    ]).toEqual([
      "First sync not finished",
      "45 sec",
      "2 hr",
      "2 tim",
      "820 ms",
      "12.3 s",
      "12,3 s",
    ]);
  });

  it.each([
    [[null, null], "Lag, last 24 hours by hour: no data"],
    [[60, null, 60], "Lag, last 24 hours by hour: always 60 s"],
    [[null, 300, 7_200, 60], "Lag, last 24 hours by hour: between 60 s and 7200 s, now 60 s"],
  ])("describes a day's values %j as “%s”", (values, text) => {
    expect(chartText(english, "Lag", values, (value) => `${value} s`)).toBe(text);
  });

  it("describes a day in Swedish", () => {
    expect(chartText(swedish, "Fel", [1, 3, 2], String)).toBe(
      "Fel, per timme det senaste dygnet: mellan 1 och 3, nu 2",
    );
  });
});
