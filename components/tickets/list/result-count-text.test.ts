import { describe, expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";

import { resultCountText } from "./result-count-text";

describe("how much a page of the list says it found", () => {
  it.each([
    [0, true, false, "No tickets match", "Inga ärenden matchar"],
    [0, false, false, "No more tickets", "Inga fler ärenden"],
    [1, true, false, "1 ticket", "1 ärende"],
    [12, true, false, "12 tickets", "12 ärenden"],
    [25, true, true, "First 25 tickets", "De första 25 ärendena"],
    [25, false, true, "Next 25 tickets", "Nästa 25 ärenden"],
    [3, false, false, "Last 3 tickets", "De sista 3 ärendena"],
    [1, false, false, "Last ticket", "Sista ärendet"],
  ])(
    "%s rows, first page %s, more %s: “%s”, in Swedish “%s”",
    (shown, isFirst, hasMore, ...texts) => {
      const page = { isFirst, hasMore, isBackwards: false };
      expect([
        resultCountText(textsOf("en"), shown, page),
        resultCountText(textsOf("sv"), shown, page),
      ]).toEqual(texts);
    },
  );

  it.each([
    [41, "First 25 of 41 tickets", "De första 25 av 41 ärenden"],
    [1_000, "First 25 of 1,000 tickets", "De första 25 av 1\u00a0000 ärenden"],
    [1_001, "First 25 of more than 1,000 tickets", "De första 25 av fler än 1\u00a0000 ärenden"],
  ])("says of how many, up to a thousand: %s", (total, ...texts) => {
    const page = { isFirst: true, hasMore: true, isBackwards: false, total };
    const said = (["en", "sv"] as const).map((one) => resultCountText(textsOf(one), 25, page));
    expect(said).toEqual(texts);
  });

  it("counts a page on the way back without calling it the next", () => {
    const page = { isFirst: false, hasMore: true, isBackwards: true };
    expect(resultCountText(textsOf("en"), 25, page)).toBe("25 tickets on this page");
  });
});
