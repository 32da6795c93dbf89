import { expect, it } from "vitest";

import { recentDays } from "./recent-days";

it("offers days as the filters take them, over months and changes of the clock", () => {
  expect(recentDays(new Date(2026, 2, 1, 0, 30), "sv")).toEqual([
    { value: "2026-03-01", label: "i dag" },
    { value: "2026-02-28", label: "i g\u00e5r" },
    { value: "2026-02-22", label: "f\u00f6r 7 dagar sedan" },
    { value: "2026-01-30", label: "f\u00f6r 30 dagar sedan" },
    { value: "2025-12-01", label: "f\u00f6r 90 dagar sedan" },
  ]);
});
