import { expect, it } from "vitest";

import { averageUnit, formatAverage } from "./format-average";

const [MINUTE, HOUR] = [60_000, 3_600_000];

it("writes means in the unit that reads best, in the reader's language", () => {
  expect(formatAverage(42 * MINUTE, "en")).toBe("42 min");
  expect(formatAverage(3.8 * HOUR, "en")).toBe("3.8 hr");
  expect(formatAverage(3.8 * HOUR, "sv")).toBe("3,8 tim");
  expect(formatAverage(101 * HOUR, "en")).toBe("4.2 days");
  expect(formatAverage(400, "en")).toBe("0 sec");
  expect(formatAverage(30 * MINUTE, "en", averageUnit(5 * HOUR))).toBe("0.5 hr");
});
