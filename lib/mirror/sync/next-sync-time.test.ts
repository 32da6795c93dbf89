import { describe, expect, it } from "vitest";

import { nextSyncTime, type ScheduleFacts } from "./next-sync-time";

const NOW = Date.parse("2026-03-01T02:00:00Z");
const facts = (changes: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  outcome: "complete",
  failures: 0,
  hasOpen: true,
  recentlyUsed: false,
  ...changes,
});
const seconds = (changes: Partial<ScheduleFacts> = {}) =>
  Math.round((nextSyncTime(facts(changes), NOW, 0.5) ?? Number.NaN) / 1000);

describe("when a connection is read next", () => {
  it.each([
    ["soon while somebody looks or acts", { recentlyUsed: true }, 45],
    ["every few minutes while tickets are open", {}, 120],
    ["slowly when all are done", { hasOpen: false }, 1800],
    ["at once when a call handed on", { outcome: "handed_on" as const }, 0],
    ["soon when something was left out", { outcome: "partial" as const, hasOpen: false }, 60],
    ["a minute after a first failure", { outcome: "failed" as const, failures: 1 }, 60],
    ["more slowly after each further one", { outcome: "failed" as const, failures: 4 }, 480],
    ["once an hour at the least", { outcome: "failed" as const, failures: 40 }, 3600],
    [
      "not before the moment that the provider named",
      { outcome: "partial" as const, retryAt: new Date(NOW + 86_400_000) },
      86_400,
    ],
    ["no sooner for a moment that has passed", { retryAt: new Date(NOW - 5_000) }, 120],
  ])("%s", (_when, changes, expected) => {
    expect(seconds(changes)).toBe(expected);
  });

  it.each(["provider_unauthorized", "credential_unreadable"] as const)(
    "not again before a person has repaired %s",
    (code) => {
      expect(nextSyncTime(facts({ outcome: "failed", failures: 1, code }), NOW, 0.5)).toBeNull();
    },
  );

  it("is spread over a fifth of the pace, so that what was due together is not for ever", () => {
    expect([nextSyncTime(facts(), NOW, 0), nextSyncTime(facts(), NOW, 1)]).toEqual([
      108_000, 132_000,
    ]);
  });
});
