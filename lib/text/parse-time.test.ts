import { describe, expect, it } from "vitest";

import { parseTime } from "./parse-time";

describe("a time of a request", () => {
  it.each(["0001-01-01T00:00:00.000Z", "2026-03-01T10:00:00.000Z", "9999-12-31T23:59:59.999Z"])(
    "is taken: %s",
    (text) => expect(parseTime(text)?.toISOString()).toBe(text),
  );

  it.each([
    null,
    undefined,
    "",
    "yesterday",
    "-271821-04-20T00:00:00Z",
    "0000-12-31T23:59:59.999Z",
    "+010000-01-01T00:00:00Z",
    "+275760-09-13T00:00:00.000Z",
    "2026-02-30T99:00:00Z",
  ])("is none: %j", (text) => expect(parseTime(text)).toBeUndefined());
});
