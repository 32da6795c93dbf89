import { expect, it } from "vitest";

import { typedDay } from "./typed-day";

/** A Saturday. */
const TODAY = "2026-11-28";

it.each([
  ["today", "2026-11-28"],
  ["Idag", "2026-11-28"],
  ["yesterday", "2026-11-27"],
  ["i går", "2026-11-27"],
  ["0d", "2026-11-28"],
  ["7d", "2026-11-21"],
  ["30 days", "2026-10-29"],
  ["2w", "2026-11-14"],
  ["2v", "2026-11-14"],
  ["1 vecka", "2026-11-21"],
  ["Saturday", "2026-11-28"],
  ["lördag", "2026-11-28"],
  ["sun", "2026-11-22"],
  ["mån", "2026-11-23"],
  ["friday", "2026-11-27"],
  ["2026-11", "2026-11-01"],
])("reads since:%s", (typed, expected) => {
  expect(typedDay(typed, "since", TODAY)).toBe(expected);
});

it("takes the last day of a month after until", () => {
  expect(typedDay("2026-11", "until", TODAY)).toBe("2026-11-30");
  expect(typedDay("2024-02", "until", TODAY)).toBe("2024-02-29");
  expect(typedDay("2026-12", "until", TODAY)).toBe("2026-12-31");
  expect(typedDay("7d", "until", TODAY)).toBe("2026-11-21");
});

it.each(["", "foo", "mo", "7", "7x", "99999d", "2026-13", "tomorrow", "constructor"])(
  "does not guess a day from %j",
  (typed) => {
    expect(typedDay(typed, "since", TODAY)).toBeUndefined();
  },
);
