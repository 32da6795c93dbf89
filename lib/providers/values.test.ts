import { describe, expect, it } from "vitest";

import { toDate, toFlag, toId, toNumber, toText } from "./values";

describe("a time", () => {
  it.each<[unknown, string | null]>([
    ["2026-04-27T12:00:00.000Z", "2026-04-27T12:00:00.000Z"],
    ["2026-04-27T14:00:00+02:00", "2026-04-27T12:00:00.000Z"],
    ["2026-04-27T14:00:00+0200", "2026-04-27T12:00:00.000Z"],
    ["2026-04-27 12:00:00", "2026-04-27T12:00:00.000Z"],
    ["2026-04-27", "2026-04-27T00:00:00.000Z"],
    [1_777_291_200, "2026-04-27T12:00:00.000Z"],
    ["1777291200", "2026-04-27T12:00:00.000Z"],
    [1_777_291_200_000, "2026-04-27T12:00:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
    ["9999-12-31T23:59:59-01:00", null],
    ["9999-12-31T23:59:59-00:01", null],
    ["10000-01-01T00:00:00Z", null],
    ["+010000-01-01T00:00:00Z", null],
    [253_402_300_800, null],
    [253_402_300_800_000, null],
    ["1970-01-01T00:00:00+01:00", null],
    ["1969-12-31T23:59:59Z", null],
    ["0000-00-00 00:00:00", null],
    ["9999-99-99T00:00:00Z", null],
    [-1, null],
    [1e300, null],
    ["yesterday", null],
    ["", null],
    [false, null],
    [[], null],
    [{ date: "2026-04-27" }, null],
    [null, null],
    [undefined, null],
  ])("of %j is %s", (value, expected) =>
    expect(toDate(value)?.toISOString() ?? null).toBe(expected),
  );
});

describe("a value of another type than documented", () => {
  it.each<[unknown, string | null | undefined]>([
    ["S", "S"],
    [7, "7"],
    [null, null],
    [false, null],
    [[], null],
    [{}, null],
    [true, undefined],
    [["S"], undefined],
    [{ a: 1 }, undefined],
    [undefined, undefined],
  ])("as text: %j is %j", (value, expected) => expect(toText(value)).toBe(expected));

  it.each<[unknown, number | null]>([
    [80, 80],
    ["80", 80],
    [" 80 ", 80],
    ["eighty", null],
    ["", null],
    [null, null],
    [true, null],
    [[80], null],
  ])("as number: %j is %j", (value, expected) => expect(toNumber(value)).toBe(expected));

  it.each<[unknown, string | null]>([
    ["a", "a"],
    [7, "7"],
    ["7", "7"],
    [1e20, null],
    [1.5, null],
    ["", null],
    ["..", null],
    ["a\u0007", null],
    ["x".repeat(201), null],
    [true, null],
    [null, null],
    [{}, null],
  ])("as id: %j is %j", (value, expected) => expect(toId(value)).toBe(expected));

  it.each<[unknown, boolean]>([
    [true, true],
    [1, true],
    ["1", true],
    ["true", true],
    ["yes", true],
    [{ on: 1 }, true],
    [false, false],
    [0, false],
    ["0", false],
    ["false", false],
    ["", false],
    [null, false],
    [undefined, false],
    [[], false],
  ])("as yes or no: %j is %j", (value, expected) => expect(toFlag(value)).toBe(expected));
});
