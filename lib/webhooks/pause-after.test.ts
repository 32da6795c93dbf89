import { describe, expect, it } from "vitest";

import { pauseAfter } from "./pause-after";

const NOW = new Date("2026-11-27T08:00:00Z");
const HOUR_MS = 3_600_000;

describe("the tries of a delivery", () => {
  it("are eight within three days", () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((tries) => pauseAfter(tries, null, NOW));
    expect(pauses.slice(0, 3)).toEqual([10_000, 60_000, 600_000]);
    expect(pauses.at(-1)).toBeNull();
    const all = pauses.reduce<number>((sum, pause) => sum + (pause ?? 0), 0);
    expect(all / HOUR_MS).toBeGreaterThan(71);
    expect(all / HOUR_MS).toBeLessThan(72);
  });

  it.each([
    ["120", 120_000],
    ["5", 10_000],
    ["999999", 24 * HOUR_MS],
    ["Fri, 27 Nov 2026 09:00:00 GMT", HOUR_MS],
    ["Fri, 27 Nov 2020 09:00:00 GMT", 10_000],
    ["-5", 10_000],
    ["soon", 10_000],
  ])("come later if the receiver asks for it: %s", (asked, expected) => {
    expect(pauseAfter(1, asked, NOW)).toBe(expected);
    expect(pauseAfter(8, asked, NOW)).toBeNull();
  });
});
