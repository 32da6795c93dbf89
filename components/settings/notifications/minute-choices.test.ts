import { expect, it } from "vitest";

import { clockText, minuteChoices } from "./minute-choices";

it("offers half hours, and the minute that is chosen", () => {
  expect(minuteChoices(480)).toHaveLength(48);
  expect(minuteChoices(487).slice(15, 19).map(clockText)).toEqual([
    "07:30",
    "08:00",
    "08:07",
    "08:30",
  ]);
  expect(minuteChoices(1_320, 420)).not.toContain(420);
});
