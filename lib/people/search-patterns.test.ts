import { expect, it } from "vitest";

import { searchPatterns } from "./search-patterns";

it("looks for each word anywhere, and takes wildcards as characters", () => {
  expect(searchPatterns(undefined)).toEqual([]);
  expect(searchPatterns("  ")).toEqual([]);
  expect(searchPatterns(" north  trad")).toEqual(["%north%", "%trad%"]);
  expect(searchPatterns("50%_a\\b")).toEqual(["%50\\%\\_a\\\\b%"]);
  expect(searchPatterns("a b c d e f g h i j")).toHaveLength(8);
});
