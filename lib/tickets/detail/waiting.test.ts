import { describe, expect, it } from "vitest";

import { toWaiting } from "./waiting";

const HOUR_MS = 3_600_000;
const now = new Date("2026-11-26T12:00:00Z");
const row = {
  turn: "theirs",
  sinceAt: "2026-11-26T09:00:00.000Z",
  sinceAfter: "2026-11-26T08:50:00.000Z",
  sinceBefore: "2026-11-26T09:05:00.000Z",
  sinceSeen: true,
  firstAskedAt: "2026-11-25T15:00:00.000Z",
  firstAnswerAt: "2026-11-26T08:00:00.000Z",
  unansweredSince: null,
  startedAt: "2026-11-25T15:00:00.000Z",
} as const;
const office = [{ from: "08:00", to: "17:00" }];
const calendar = {
  timeZone: "Europe/Stockholm",
  hours: [office, office, office, office, office, [], []],
};

describe("toWaiting", () => {
  it("tells how long it has been whose turn, and how long the first answer took", () => {
    expect(toWaiting(row, null, now)).toEqual({
      turn: "theirs",
      since: { at: new Date(row.sinceAt), notBefore: null, isSeen: true },
      soFar: { wallMs: 3 * HOUR_MS, businessMs: null },
      firstAnswer: {
        at: new Date(row.firstAnswerAt),
        after: { wallMs: 17 * HOUR_MS, businessMs: null },
      },
      awaitsFirstAnswer: false,
    });
    expect(toWaiting(row, calendar, now)).toMatchObject({
      soFar: { businessMs: 3 * HOUR_MS },
      firstAnswer: { after: { wallMs: 17 * HOUR_MS, businessMs: 2 * HOUR_MS } },
    });
  });

  it("says within which times it began where the provider does not", () => {
    const since = (changes: object) => toWaiting({ ...row, ...changes }, null, now)?.since;
    expect(since({ sinceAt: row.sinceBefore })?.notBefore).toEqual(new Date(row.sinceAfter));
    expect(since({ sinceAt: row.sinceBefore, sinceAfter: null })?.notBefore).toBeNull();
    const soon = "2026-11-26T09:04:00.000Z";
    expect(since({ sinceAt: row.sinceBefore, sinceAfter: soon })?.notBefore).toBeNull();
  });

  it("has nothing to tell of a ticket that is gone or not worked out yet", () => {
    expect(toWaiting({ ...row, turn: "not_seen" }, null, now)).toBeNull();
    expect(toWaiting(null, null, now)).toBeNull();
  });

  it("tells a first answer that is missing from one whose time nobody knows", () => {
    const open = { ...row, firstAskedAt: null, firstAnswerAt: null };
    expect(toWaiting({ ...open, unansweredSince: row.startedAt }, null, now)).toMatchObject({
      firstAnswer: null,
      awaitsFirstAnswer: true,
    });
    expect(toWaiting(open, null, now)).toMatchObject({
      firstAnswer: null,
      awaitsFirstAnswer: false,
    });
    expect(toWaiting({ ...open, unansweredSince: row.sinceAt }, null, now)).toMatchObject({
      awaitsFirstAnswer: false,
    });
    expect(toWaiting({ ...row, turn: "done" }, null, now)?.soFar).toBeNull();
  });
});
