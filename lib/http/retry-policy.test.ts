import { describe, expect, it } from "vitest";

import { DEFAULT_LIMITS } from "./limits";
import { requestedWait, retryDelay } from "./retry-policy";

const NOW = Date.parse("2026-04-27T12:00:00.000Z");
const HTTP_DATE_IN_5_S = "Mon, 27 Apr 2026 12:00:05 GMT";

describe("how long the other side asks us to wait", () => {
  const cases: Array<[string, number, Record<string, string>, number | null]> = [
    ["Retry-After in seconds", 429, { "retry-after": "7" }, 7_000],
    ["Retry-After as an HTTP date", 429, { "retry-after": HTTP_DATE_IN_5_S }, 5_000],
    [
      "Retry-After as a date, measured on the sender's own clock",
      429,
      { "retry-after": HTTP_DATE_IN_5_S, date: "Mon, 27 Apr 2026 12:00:03 GMT" },
      2_000,
    ],
    ["a date that has passed", 503, { "retry-after": "Mon, 27 Apr 2026 11:00:00 GMT" }, null],
    ["nothing", 429, {}, null],
    ["zero", 429, { "retry-after": "0" }, null],
    ["a negative number", 429, { "retry-after": "-5" }, null],
    ["words", 429, { "retry-after": "soon" }, null],
    ["a day", 429, { "retry-after": "86400" }, 86_400_000],
    ["an absurd number: a day at most", 429, { "retry-after": "99999999999999999999" }, 86_400_000],
    [
      "X-RateLimit-Reset as ISO time",
      429,
      { "x-ratelimit-reset": "2026-04-27T12:00:30.000Z" },
      30_000,
    ],
    ["X-RateLimit-Reset in seconds", 429, { "x-ratelimit-reset": "12" }, 12_000],
    [
      "X-RateLimit-Reset in seconds since 1970",
      429,
      { "x-ratelimit-reset": String(NOW / 1000 + 9) },
      9_000,
    ],
    [
      "the longer one of two",
      429,
      { "retry-after": "3", "x-ratelimit-reset": "2026-04-27T12:00:08.000Z" },
      8_000,
    ],
    [
      "X-RateLimit-Reset of an answer that was not refused for it",
      503,
      { "x-ratelimit-reset": "2026-04-27T12:00:30.000Z" },
      null,
    ],
  ];
  it.each(cases)("%s", (_name, status, headers, expected) => {
    expect(requestedWait(status, new Headers(headers), NOW)).toBe(expected);
  });
});

describe("whether and when a read is tried again", () => {
  const delay = (change: Partial<Parameters<typeof retryDelay>[0]>) =>
    retryDelay({
      attempt: 1,
      status: 503,
      headers: new Headers(),
      now: NOW,
      elapsed: 0,
      random: () => 1,
      limits: DEFAULT_LIMITS,
      ...change,
    });

  it.each([429, 502, 503, 504])("%i is tried again", (status) =>
    expect(delay({ status })).not.toBeNull(),
  );
  it.each([200, 204, 400, 401, 403, 404, 409, 422, 500, 501])("%i is final", (status) =>
    expect(delay({ status })).toBeNull(),
  );

  it("tries a broken connection again", () =>
    expect(delay({ status: null, headers: null })).toBe(300));
  it("doubles the wait with each attempt", () =>
    expect([1, 2, 3].map((attempt) => delay({ attempt }))).toEqual([300, 600, 1200]));
  it("spreads waits over the upper half", () => expect(delay({ random: () => 0 })).toBe(150));
  it("caps the wait", () =>
    expect(delay({ attempt: 9, limits: { ...DEFAULT_LIMITS, attempts: 20 } })).toBe(8_000));
  it("gives up after the last attempt", () => expect(delay({ attempt: 4 })).toBeNull());
  it("never waits less than it was asked to", () => {
    const headers = new Headers({ "retry-after": "5" });
    expect(delay({ status: 429, headers, random: () => 0 })).toBe(5_000);
    expect(delay({ status: 429, headers, random: () => 1 })).toBeGreaterThan(5_000);
  });
  it("gives up at once when the wait would pass the deadline", () => {
    expect(delay({ status: 429, headers: new Headers({ "retry-after": "86400" }) })).toBeNull();
    expect(
      delay({ status: 429, headers: new Headers({ "retry-after": "5" }), elapsed: 36_000 }),
    ).toBeNull();
  });
});
