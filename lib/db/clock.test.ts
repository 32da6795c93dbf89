import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** A process of its own: the estimate is kept in the module. */
const freshClock = async () => {
  vi.resetModules();
  return import("./clock");
};

let monotonic = 1_000_000;

beforeEach(() => {
  vi.spyOn(performance, "now").mockImplementation(() => monotonic - performance.timeOrigin);
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("a process that is stopped between its two clocks", () => {
  it("does not take the pause for a difference of the clocks", async () => {
    const { databaseNow, queryStartTime, recordDatabaseTime } = await freshClock();
    vi.setSystemTime(monotonic + 5 * 60_000);
    recordDatabaseTime(new Date(monotonic), queryStartTime());
    let pauses = 1;
    vi.spyOn(performance, "now").mockImplementation(() => {
      const at = monotonic;
      if (pauses-- > 0) {
        monotonic += 40;
        vi.setSystemTime(monotonic + 5 * 60_000);
      }
      return at - performance.timeOrigin;
    });
    const begun = monotonic;
    expect(databaseNow().getTime()).toBeGreaterThanOrEqual(begun);
  });
});

describe.each([0, 5 * 60_000, -5 * 60_000])("a wall clock that is %i ms off", (off) => {
  it("gives the database's time, and never goes back when a later answer is faster", async () => {
    const { queryStartTime, databaseNow, recordDatabaseTime } = await freshClock();
    /** One question, answered after so many milliseconds; the database reads its clock in the middle. */
    const ask = (milliseconds: number) => {
      const queryStartedAt = queryStartTime();
      monotonic += milliseconds / 2;
      const at = new Date(monotonic);
      monotonic += milliseconds / 2;
      vi.setSystemTime(monotonic + off);
      recordDatabaseTime(at, queryStartedAt);
      return databaseNow().getTime();
    };
    const times = [400, 200, 2, 300, 2].map(ask);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs((times.at(-1) ?? 0) - monotonic)).toBeLessThanOrEqual(50);
  });
});
