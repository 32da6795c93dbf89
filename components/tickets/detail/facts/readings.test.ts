import { expect, it } from "vitest";

import type { EventView } from "@/lib/tickets/detail/types";

import { readingsOf } from "./readings";

const event = (id: string, second: number): EventView => ({
  id,
  kind: "changed",
  sentence: id,
  field: null,
  before: null,
  after: null,
  happenedAt: null,
  seenAt: new Date(second * 1_000),
  notBefore: null,
  recordedAt: null,
});

it("groups the events of one reading, and keeps their order", () => {
  const readings = readingsOf([event("d", 3), event("c", 2), event("b", 2), event("a", 1)]);
  expect(readings.map((reading) => reading.map(({ id }) => id))).toEqual([
    ["d"],
    ["c", "b"],
    ["a"],
  ]);
});
