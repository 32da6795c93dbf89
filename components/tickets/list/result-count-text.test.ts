import { describe, expect, it } from "vitest";

import { resultCountText } from "./result-count-text";

describe("how much a page of the list says it found", () => {
  it.each([
    [0, true, false, "Nothing matches"],
    [0, false, false, "No more tickets"],
    [1, true, false, "1 ticket"],
    [12, true, false, "12 tickets"],
    [25, true, true, "First 25 tickets"],
    [25, false, true, "Next 25 tickets"],
    [3, false, false, "Last 3 tickets"],
  ])("%s rows, first page %s, more %s: %s", (shown, isFirst, hasMore, words) => {
    expect(resultCountText(shown, { isFirst, hasMore })).toBe(words);
  });
});
