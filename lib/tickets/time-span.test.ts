import { expect, it } from "vitest";

import { spanBound } from "./time-span";

const now = new Date("2026-03-31T12:00:00Z");

it.each([
  ["24h", "2026-03-30T12:00:00.000Z", false],
  ["3d", "2026-03-28T12:00:00.000Z", false],
  ["<1w", "2026-03-24T12:00:00.000Z", true],
  ["1v", "2026-03-24T12:00:00.000Z", false],
  ["2t", "2026-03-31T10:00:00.000Z", false],
  ["1å", "2025-03-31T12:00:00.000Z", false],
  ["9999y", "0001-01-01T00:00:00.000Z", false],
])("reads %s as a moment", (text, at, isLater) => {
  expect(spanBound(text, now)).toEqual({ at: new Date(at), isLater });
});

it.each(["", "d", "7", "7 days", "-3d", "2026-03-01"])("reads %j as none", (text) => {
  expect(spanBound(text, now)).toBeNull();
});
