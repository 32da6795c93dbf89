import { afterEach, describe, expect, it } from "vitest";

import { RecordingClock } from "./recording-clock";

const THEN = Date.UTC(2025, 5, 1, 12);
const SOON_MS = 5_000;

let clock: RecordingClock | undefined;

afterEach(() => clock?.end());

const isThen = (at: number) => at >= THEN && at < THEN + SOON_MS;

describe("a clock that is set", () => {
  it("gives all of the process the time it was moved to, going on", () => {
    clock = new RecordingClock();
    clock.moveTo(THEN);
    expect([Date.now(), Number(new Date()), Date.parse(Date())].map(isThen)).toEqual([
      true,
      true,
      true,
    ]);
    expect(isThen(performance.timeOrigin + performance.now())).toBe(true);
  });

  it("leaves given times and their type alone", () => {
    const before = new Date(0);
    clock = new RecordingClock();
    clock.moveTo(THEN);
    expect(new Date("2024-01-02T03:04:05Z").toISOString()).toBe("2024-01-02T03:04:05.000Z");
    expect(before instanceof Date && new Date() instanceof Date).toBe(true);
    expect(structuredClone(new Date(7)) instanceof Date).toBe(true);
  });

  it("is right again after its end", () => {
    clock = new RecordingClock();
    clock.moveTo(THEN);
    clock.end();
    expect([Date.now(), Number(new Date())].some(isThen)).toBe(false);
  });
});
