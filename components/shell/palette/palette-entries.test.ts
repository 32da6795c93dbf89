import { expect, it } from "vitest";

import { ALL_RESULTS, countFound } from "./palette-entries";

it("does not count the link to all results, also where no search was made", () => {
  expect(countFound([{ id: ALL_RESULTS }])).toBe(0);
  expect(countFound([{ id: "settings" }, { id: "ticket" }, { id: ALL_RESULTS }])).toBe(2);
  expect(countFound([{ id: "settings" }])).toBe(1);
});
