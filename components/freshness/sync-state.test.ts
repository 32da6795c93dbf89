import { describe, expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import { english } from "@/tests/helpers/texts";

import { progressText, syncState } from "./sync-state";

const now = new Date("2026-03-03T13:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const calm = {
  status: "active" as const,
  paused: false,
  problem: null,
  providerPause: null,
  running: false,
  nextAt: ago(-60),
  lastReadAt: ago(120),
};
const problem = { message: "HostUp has a problem at the moment.", at: ago(60) };

describe("how a connection's reading stands", () => {
  it.each([
    ["fresh", {}],
    ["importing", { lastReadAt: null }],
    ["failing", { problem }],
    ["overdue", { nextAt: ago(301) }],
    ["fresh", { nextAt: ago(299) }],
    ["fresh", { nextAt: ago(900), running: true }],
    [
      "waiting",
      { providerPause: { until: ago(-600), reason: "requested" as const }, nextAt: ago(900) },
    ],
    ["fresh", { providerPause: { until: ago(1), reason: "requested" as const } }],
    ["failing", { providerPause: { until: ago(-600), reason: "requested" as const }, problem }],
    ["paused", { paused: true, problem, nextAt: ago(9_000) }],
    ["needs_key", { status: "needs_attention" as const, problem, nextAt: null }],
    ["disconnected", { status: "disconnected" as const, problem }],
  ])("is %s for %o", (state, changes) => {
    expect(syncState({ ...calm, ...changes }, now)).toBe(state);
  });
});

describe("how far a sweep has come", () => {
  const progress = { startedAt: ago(30), tickets: 1_200, total: 5_000, isFirst: true };

  it("says how many of how many, how fast, and what is left", () => {
    expect(progressText(english, progress, now, "en")).toEqual({
      progress: "1,200 of about 5,000 tickets",
      pace: "40 a second, about 1 min left",
      fraction: 0.24,
    });
  });

  it("says the tickets where the provider does not tell how many there are", () => {
    expect(progressText(english, { ...progress, total: null }, now, "en")).toEqual({
      progress: "1,200 tickets so far",
      pace: "40 a second",
      fraction: null,
    });
  });

  it("does not claim more than all when there are more than the provider said", () => {
    expect(progressText(english, { ...progress, total: 1_000 }, now, "en")).toEqual({
      progress: "1,200 tickets so far",
      pace: "40 a second",
      fraction: null,
    });
  });

  it("says a slow pace by the minute, and none before there is one", () => {
    expect(
      progressText(english, { ...progress, tickets: 5, total: null }, now, "en"),
    ).toMatchObject({ progress: "5 tickets so far", pace: "10 a minute" });
    expect(progressText(english, { ...progress, startedAt: now }, now, "en").pace).toBeNull();
  });

  it("says it in Swedish", () => {
    const swedish = textsOf("sv");
    expect(progressText(swedish, progress, now, "sv")).toMatchObject({
      progress: "1\u00a0200 av ungefär 5\u00a0000 ärenden",
      pace: "40 per sekund, ungefär 1 min kvar",
    });
    expect(
      progressText(swedish, { ...progress, tickets: 5, total: null }, now, "sv"),
    ).toMatchObject({ progress: "5 ärenden hittills", pace: "10 per minut" });
  });
});
