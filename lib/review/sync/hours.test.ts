import { describe, expect, it } from "vitest";

import { type HourJson, syncHours } from "./hours";

const hour = (clock: string, facts: Partial<HourJson> = {}): HourJson => ({
  at: `2026-03-12T${clock}:00:00Z`,
  runs: 0,
  failed: 0,
  calls: 0,
  milliseconds: 0,
  headroom: null,
  readFrom: null,
  backlog: null,
  ...facts,
});
const now = new Date("2026-03-12T13:30:00Z");

describe("the hours of a connection's day", () => {
  it("the lag grows while nothing is read to its end, and the hour that is not over ends now", () => {
    const hours = [
      hour("10"),
      hour("11", { readFrom: "2026-03-12T11:50:00Z" }),
      hour("12"),
      hour("13"),
    ];
    expect(
      syncHours(hours, new Date("2026-03-12T09:00:00Z"), now).map((each) => each.lagSeconds),
    ).toEqual([7_200, 600, 4_200, 6_000]);
  });

  it("nothing is said of the lag before the first complete reading that is known", () => {
    expect(
      syncHours([hour("12"), hour("13", { readFrom: "2026-03-12T13:20:00Z" })], null, now).map(
        (each) => each.lagSeconds,
      ),
    ).toEqual([null, 600]);
  });

  it("a backlog stays until a run tells of another", () => {
    expect(
      syncHours(
        [hour("10"), hour("11", { backlog: 900 }), hour("12"), hour("13", { backlog: 0 })],
        null,
        now,
      ).map((each) => each.backlog),
    ).toEqual([null, 900, 900, 0]);
  });
});
