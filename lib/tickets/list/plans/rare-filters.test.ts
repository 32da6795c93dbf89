import { describe, expect, it } from "vitest";

import { areDone, areImpossible } from "./rare-filters";

describe("areImpossible", () => {
  it.each([
    [{ status: "closed", turn: "yours" }, true],
    [{ status: "closed", turn: "done" }, false],
    [{ status: "closed", turnIn: ["yours", "done"] }, false],
    [{ statusIn: ["closed", "open"], turn: "theirs" }, false],
    [{ status: "solved", turn: "unclear" }, false],
    [{ status: "solved", turn: "unclear", provider: "upsun" }, true],
    [{ status: "mysterious", turn: "unclear" }, false],
    [{ turn: "yours" }, false],
    [{ since: "2026-01-01T00:00:00.000Z", until: "2025-03-01T00:00:00.000Z" }, true],
    [{ since: "2025-01-01T00:00:00.000Z", until: "2025-03-01T00:00:00.000Z" }, false],
    [{}, false],
  ])("of %j is %s", (values, expected) => expect(areImpossible(values)).toBe(expected));
});

describe("areDone", () => {
  it.each([
    [{ status: "closed" }, true],
    [{ status: "solved" }, false],
    [{ status: "solved", provider: "upsun" }, true],
    [{ statusIn: ["closed", "open"] }, false],
    [{}, false],
  ])("of %j is %s", (values, expected) => expect(areDone(values)).toBe(expected));
});
