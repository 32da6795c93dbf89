import { expect, it } from "vitest";

import { typedDay } from "@/lib/tickets/list/typed-day";

import { recentDays } from "./recent-days";

it("offers days and months, also over the turn of the year", () => {
  expect(recentDays(new Date(2026, 0, 1, 0, 30), "sv")).toEqual([
    { value: "today", label: "i dag" },
    { value: "yesterday", label: "i g\u00e5r" },
    { value: "7d", label: "f\u00f6r 7 dagar sedan" },
    { value: "30d", label: "f\u00f6r 30 dagar sedan" },
    { value: "90d", label: "f\u00f6r 90 dagar sedan" },
    { value: "2026-01", label: "januari 2026" },
    { value: "2025-12", label: "december 2025" },
  ]);
});

it("offers nothing that the search does not understand", () => {
  for (const { value } of recentDays(new Date(), "en"))
    expect(typedDay(value, "since", "2026-11-28")).toBeDefined();
});
