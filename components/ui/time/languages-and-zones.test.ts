import { describe, expect, it } from "vitest";

import { INTL_LOCALES, type Language, LANGUAGES } from "@/lib/i18n/languages";
import { textsOf } from "@/lib/i18n/texts";

import { formatDuration, relativeTime, timeUntil } from "./durations";
import { clockTime, dayOf, fullTime, timeTexts } from "./format-time";

const STOCKHOLM = "Europe/Stockholm";
const NEW_YORK = "America/New_York";
const KOLKATA = "Asia/Kolkata";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const inBoth = (write: (language: Language) => string) => LANGUAGES.map(write);

describe("a full time", () => {
  it.each([
    [STOCKHOLM, "2026-01-15T08:05:00Z", "15 Jan 2026, 09:05 CET", "15 jan. 2026 09:05 CET"],
    [STOCKHOLM, "2026-07-15T08:05:00Z", "15 Jul 2026, 10:05 CEST", "15 juli 2026 10:05 CEST"],
    [STOCKHOLM, "2026-09-09T21:59:00Z", "9 Sept 2026, 23:59 CEST", "9 sep. 2026 23:59 CEST"],
    [STOCKHOLM, "2025-12-31T23:30:00Z", "1 Jan 2026, 00:30 CET", "1 jan. 2026 00:30 CET"],
    [NEW_YORK, "2026-01-15T08:05:00Z", "15 Jan 2026, 03:05 GMT-5", "15 jan. 2026 03:05 GMT−5"],
    [NEW_YORK, "2026-07-15T08:05:00Z", "15 Jul 2026, 04:05 GMT-4", "15 juli 2026 04:05 GMT−4"],
    [NEW_YORK, "2026-01-01T02:00:00Z", "31 Dec 2025, 21:00 GMT-5", "31 dec. 2025 21:00 GMT−5"],
    [KOLKATA, "2026-05-15T08:05:00Z", "15 May 2026, 13:35 GMT+5:30", "15 maj 2026 13:35 GMT+5:30"],
    [KOLKATA, "2028-02-29T18:29:00Z", "29 Feb 2028, 23:59 GMT+5:30", "29 feb. 2028 23:59 GMT+5:30"],
    [KOLKATA, "2028-02-29T18:30:00Z", "1 Mar 2028, 00:00 GMT+5:30", "1 mars 2028 00:00 GMT+5:30"],
  ])("in %s of %s is “%s”, in Swedish “%s”", (timeZone, iso, ...texts) => {
    expect(inBoth((language) => fullTime(new Date(iso), { timeZone, language }))).toEqual(texts);
  });
});

describe("a full time around a change of the clock", () => {
  it.each([
    [STOCKHOLM, "2026-03-29T00:59:00Z", "29 Mar 2026, 01:59 CET", "29 mars 2026 01:59 CET"],
    [STOCKHOLM, "2026-03-29T01:00:00Z", "29 Mar 2026, 03:00 CEST", "29 mars 2026 03:00 CEST"],
    [STOCKHOLM, "2026-10-25T00:30:00Z", "25 Oct 2026, 02:30 CEST", "25 okt. 2026 02:30 CEST"],
    [STOCKHOLM, "2026-10-25T01:30:00Z", "25 Oct 2026, 02:30 CET", "25 okt. 2026 02:30 CET"],
    [NEW_YORK, "2026-03-08T06:59:00Z", "8 Mar 2026, 01:59 GMT-5", "8 mars 2026 01:59 GMT−5"],
    [NEW_YORK, "2026-03-08T07:00:00Z", "8 Mar 2026, 03:00 GMT-4", "8 mars 2026 03:00 GMT−4"],
    [NEW_YORK, "2026-11-01T05:30:00Z", "1 Nov 2026, 01:30 GMT-4", "1 nov. 2026 01:30 GMT−4"],
    [NEW_YORK, "2026-11-01T06:30:00Z", "1 Nov 2026, 01:30 GMT-5", "1 nov. 2026 01:30 GMT−5"],
    [KOLKATA, "2026-03-29T01:00:00Z", "29 Mar 2026, 06:30 GMT+5:30", "29 mars 2026 06:30 GMT+5:30"],
    [KOLKATA, "2026-10-25T01:00:00Z", "25 Oct 2026, 06:30 GMT+5:30", "25 okt. 2026 06:30 GMT+5:30"],
  ])("in %s of %s is “%s”, in Swedish “%s”", (timeZone, iso, ...texts) => {
    expect(inBoth((language) => fullTime(new Date(iso), { timeZone, language }))).toEqual(texts);
  });
});

describe("a time of day", () => {
  it.each([
    // The same day in one zone is another one elsewhere.
    [STOCKHOLM, "2026-06-10T23:30:00Z", "01:30 CEST", "01:30 CEST"],
    [NEW_YORK, "2026-06-10T23:30:00Z", "10 Jun 2026, 19:30 GMT-4", "10 juni 2026 19:30 GMT−4"],
    [KOLKATA, "2026-06-10T23:30:00Z", "05:00 GMT+5:30", "05:00 GMT+5:30"],
    [STOCKHOLM, "2026-06-11T22:00:00Z", "12 Jun 2026, 00:00 CEST", "12 juni 2026 00:00 CEST"],
    [NEW_YORK, "2026-06-11T22:00:00Z", "18:00 GMT-4", "18:00 GMT−4"],
  ])("in %s of %s is “%s”, in Swedish “%s”", (timeZone, iso, ...texts) => {
    const now = new Date("2026-06-11T12:00:00Z");
    expect(inBoth((language) => clockTime(new Date(iso), now, { timeZone, language }))).toEqual(
      texts,
    );
  });

  it.each([
    // 02:30 comes twice.
    ["2026-10-25T00:30:00Z", "02:30 CEST", "02:30 CEST"],
    ["2026-10-25T01:30:00Z", "02:30 CET", "02:30 CET"],
    ["2026-10-24T21:59:00Z", "24 Oct 2026, 23:59 CEST", "24 okt. 2026 23:59 CEST"],
    ["2026-10-25T23:00:00Z", "26 Oct 2026, 00:00 CET", "26 okt. 2026 00:00 CET"],
  ])("on the longest day, %s, is “%s”, in Swedish “%s”", (iso, ...texts) => {
    const now = new Date("2026-10-25T11:00:00Z");
    expect(
      inBoth((language) => clockTime(new Date(iso), now, { timeZone: STOCKHOLM, language })),
    ).toEqual(texts);
  });
});

describe("a day", () => {
  it.each([
    [STOCKHOLM, "2025-12-31T23:00:00Z", "1 Jan", "1 jan."],
    [STOCKHOLM, "2025-12-31T22:59:00Z", "31 Dec 2025", "31 dec. 2025"],
    [NEW_YORK, "2026-01-01T04:59:00Z", "31 Dec 2025", "31 dec. 2025"],
    [NEW_YORK, "2026-01-01T05:00:00Z", "1 Jan", "1 jan."],
    [KOLKATA, "2025-12-31T18:30:00Z", "1 Jan", "1 jan."],
    [KOLKATA, "2026-08-14T18:29:00Z", "14 Aug", "14 aug."],
  ])("in %s of %s is “%s”, in Swedish “%s”", (timeZone, iso, ...texts) => {
    const now = new Date("2026-08-20T12:00:00Z");
    expect(inBoth((language) => dayOf(new Date(iso), now, { timeZone, language }))).toEqual(texts);
  });
});

describe("a relative time", () => {
  const now = Date.parse("2026-08-20T12:00:00Z");
  const relative = (at: number, then = now) =>
    inBoth((language) => relativeTime(textsOf(language), at, then, language));

  it.each([
    [0, "just now", "nyss"],
    [59 * SECOND, "just now", "nyss"],
    [MINUTE, "1 min ago", "för 1 min sedan"],
    [59 * MINUTE, "59 min ago", "för 59 min sedan"],
    [HOUR, "1 hr ago", "för 1 tim sedan"],
    [23 * HOUR, "23 hr ago", "för 23 tim sedan"],
    [DAY, "1 day ago", "för 1 dag sedan"],
    [6.9 * DAY, "6 days ago", "för 6 dagar sedan"],
    [-5 * MINUTE, "in 5 min", "om 5 min"],
    [-2 * HOUR, "in 2 hr", "om 2 tim"],
    [-4 * DAY, "in 4 days", "om 4 dagar"],
  ])("of %d ms is “%s”, in Swedish “%s”", (age, ...texts) => {
    expect(relative(now - age)).toEqual(texts);
  });

  it.each([
    // From noon to noon, while the clock goes forward, and back.
    ["2026-03-28T11:00:00Z", "2026-03-29T10:00:00Z", "23 hr ago", "för 23 tim sedan"],
    ["2026-10-24T10:00:00Z", "2026-10-25T11:00:00Z", "1 day ago", "för 1 dag sedan"],
    ["2026-03-07T17:00:00Z", "2026-03-08T16:00:00Z", "23 hr ago", "för 23 tim sedan"],
    ["2026-10-31T16:00:00Z", "2026-11-01T17:00:00Z", "1 day ago", "för 1 dag sedan"],
  ])("from %s to %s counts hours that have passed: “%s”, “%s”", (from, to, ...texts) => {
    expect(relative(Date.parse(from), Date.parse(to))).toEqual(texts);
  });
});

describe("a row's time", () => {
  const now = new Date("2026-04-02T08:00:00Z");
  const short = (iso: string, timeZone: string) =>
    inBoth(
      (language) => timeTexts(textsOf(language), new Date(iso), { timeZone, language }, now).short,
    );

  it.each([
    ["2026-03-26T08:00:01Z", STOCKHOLM, "6 days ago", "för 6 dagar sedan"],
    ["2026-03-26T08:00:00Z", STOCKHOLM, "26 Mar", "26 mars"],
    ["2026-03-26T03:00:00Z", NEW_YORK, "25 Mar", "25 mars"],
    ["2025-12-31T19:00:00Z", KOLKATA, "1 Jan", "1 jan."],
  ])("of %s in %s is “%s”, in Swedish “%s”", (iso, timeZone, ...texts) => {
    expect(short(iso, timeZone)).toEqual(texts);
  });
});

describe("the time left", () => {
  it.each([
    [-1, "now", "nu"],
    [0, "now", "nu"],
    [39_100, "in 40 sec", "om 40 s"],
    [91_000, "in 2 min", "om 2 min"],
    [2 * HOUR, "in 120 min", "om 120 min"],
  ])("of %d ms is “%s”, in Swedish “%s”", (left, ...texts) => {
    expect(inBoth((language) => timeUntil(textsOf(language), left, 0, language))).toEqual(texts);
  });
});

describe("a duration", () => {
  it.each([
    [-5, "0 sec", "0 s"],
    [40 * SECOND, "40 sec", "40 s"],
    [3 * MINUTE, "3 min", "3 min"],
    [2 * HOUR, "2 hr", "2 tim"],
    [HOUR + 59.9 * MINUTE, "1 hr 59 min", "1 tim 59 min"],
    [10.9 * HOUR, "10 hr", "10 tim"],
    [23.9 * HOUR, "23 hr", "23 tim"],
    [DAY + 59.9 * MINUTE, "1 day", "1 dag"],
    [46 * HOUR, "1 day 22 hr", "1 dag 22 tim"],
    [4 * DAY, "4 days", "4 dagar"],
    [10.9 * DAY, "10 days", "10 dagar"],
    [1_500 * DAY, "1,500 days", "1\u00a0500 dagar"],
  ])("of %d ms is “%s”, in Swedish “%s”", (milliseconds, ...texts) => {
    expect(inBoth((language) => formatDuration(textsOf(language), milliseconds, language))).toEqual(
      texts,
    );
  });
});

it("writes English dates with the day first", () => {
  expect(INTL_LOCALES.en).toBe("en-GB");
});
