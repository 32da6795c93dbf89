import { describe, expect, it } from "vitest";

import { english } from "@/tests/helpers/texts";

import { relativeTime, timeUntil } from "./durations";
import {
  clockTime,
  dayAndTime,
  dayOf,
  exactTime,
  fullTime,
  longDay,
  rangeTimes,
  timeOfDay,
  timeTexts,
  timeWithSeconds,
} from "./format-time";

const now = new Date("2026-03-12T13:03:00Z");
const before = (seconds: number) => now.getTime() - seconds * 1000;
const stockholm = { timeZone: "Europe/Stockholm", language: "en" } as const;

describe("a heading of a day", () => {
  it("names the zone, and the year unless it is this one", () => {
    const [today, at] = [new Date("2026-11-28T10:00:00Z"), new Date("2026-11-27T23:30:00Z")];
    expect(longDay(at, today, stockholm)).toBe("Saturday 28 November, CET");
    expect(longDay(at, new Date("2027-01-01T10:00:00Z"), stockholm)).toMatch(
      /28 November 2026, CET$/,
    );
    expect(longDay(at, today, { ...stockholm, language: "sv" })).toBe("lördag 28 november, CET");
    expect(timeOfDay(at, stockholm)).toBe("00:30");
  });
});

describe("relative times", () => {
  const relative = (at: number) => relativeTime(english, at, now.getTime(), "en");

  it("never calls something older than it is", () => {
    expect(relative(before(59))).toBe("just now");
    expect(relative(before(119))).toBe("1 min ago");
    expect(relative(before(2 * 3600 - 1))).toBe("1 hr ago");
    expect(relative(before(3 * 86400 + 5))).toBe("3 days ago");
  });

  it("cover the future too", () => {
    expect(relative(before(-300))).toBe("in 5 min");
  });
});

describe("the day and time of something recent", () => {
  const described = (iso: string, language: "en" | "sv" = "en") =>
    dayAndTime(new Date(iso), now, { ...stockholm, language });

  it("names today and yesterday in the viewer's zone", () => {
    expect(described("2026-03-12T06:05:00Z")).toBe("today, 07:05");
    expect(described("2026-03-11T23:05:00Z")).toBe("today, 00:05");
    expect(described("2026-03-11T22:05:00Z")).toBe("yesterday, 23:05");
    expect(described("2026-03-11T22:05:00Z", "sv")).toBe("i går, 23:05");
    expect(described("2026-03-10T22:05:00Z")).toBe("10 Mar, 23:05");
  });
});

describe("full times", () => {
  it("are in the viewer's zone and say which", () => {
    expect(fullTime(now, stockholm)).toBe("12 Mar 2026, 14:03 CET");
    expect(fullTime(now, { timeZone: "UTC", language: "en" })).toBe("12 Mar 2026, 13:03 UTC");
  });

  it("fall back to UTC for an unknown zone", () => {
    expect(fullTime(now, { timeZone: "Mars/Olympus", language: "en" })).toBe(
      "12 Mar 2026, 13:03 UTC",
    );
  });
});

describe("ranges", () => {
  const swedish = { timeZone: "Europe/Stockholm", language: "sv" } as const;
  const until = (iso: string, locale: typeof stockholm | typeof swedish) =>
    rangeTimes(now, new Date(iso), locale);

  it("name a day once, and the zone", () => {
    expect(until("2026-03-12T13:05:00Z", stockholm)).toEqual(["12 Mar 2026, 14:03", "14:05 CET"]);
    expect(until("2026-03-12T13:05:00Z", swedish)).toEqual(["12 mars 2026 14:03", "14:05 CET"]);
  });

  it("name both days when midnight of the viewer's zone lies between", () => {
    expect(until("2026-03-12T23:05:00Z", stockholm)).toEqual([
      "12 Mar 2026, 14:03 CET",
      "13 Mar 2026, 00:05 CET",
    ]);
  });
});

describe("days", () => {
  it("have the year only when it is another one in the viewer's zone", () => {
    expect(dayOf(new Date("2026-01-02T00:00:00Z"), now, stockholm)).toBe("2 Jan");
    expect(dayOf(new Date("2025-12-31T23:30:00Z"), now, stockholm)).toBe("1 Jan");
    expect(dayOf(new Date("2025-12-31T22:30:00Z"), now, stockholm)).toBe("31 Dec 2025");
  });

  it("replace relative times after a week", () => {
    expect(timeTexts(english, new Date("2026-03-06T13:03:00Z"), stockholm, now)).toMatchObject({
      short: "6 days ago",
      isRelative: true,
    });
    expect(timeTexts(english, new Date("2026-03-05T13:03:00Z"), stockholm, now)).toMatchObject({
      short: "5 Mar",
      isRelative: false,
    });
  });
});

describe("times of day", () => {
  it("have their zone, and the date if it is another day in that zone", () => {
    expect(clockTime(new Date("2026-03-12T13:05:00Z"), now, stockholm)).toBe("14:05 CET");
    expect(clockTime(new Date("2026-03-12T23:30:00Z"), now, stockholm)).toBe(
      "13 Mar 2026, 00:30 CET",
    );
  });
});

describe("the time until a moment", () => {
  it("counts seconds, then minutes, and never promises too early", () => {
    const until = (milliseconds: number) =>
      timeUntil(english, now.getTime() + milliseconds, now.getTime(), "en");
    expect([until(39_100), until(89_000), until(91_000), until(0), until(-5_000)]).toEqual([
      "in 40 sec",
      "in 89 sec",
      "in 2 min",
      "now",
      "now",
    ]);
  });
});

it("formats times of one minute differently, with the zone", () => {
  expect(exactTime(new Date("2026-03-12T13:03:07Z"), stockholm)).toBe("12 Mar 2026, 14:03:07 CET");
});

describe("times beside each other", () => {
  const utc = { timeZone: "UTC", language: "en" } as const;
  const at = (text: string) => new Date(`2026-03-12T14:${text}Z`);

  it("are as precise as it takes to differ", () => {
    const moments = [
      at("03:07"),
      at("03:58"),
      at("05:00"),
      at("05:00"),
      at("09:01.100"),
      at("09:01.200"),
    ];
    expect(moments.map(timeWithSeconds(moments, utc))).toEqual([
      "12 Mar 2026, 14:03:07 UTC",
      "12 Mar 2026, 14:03:58 UTC",
      "12 Mar 2026, 14:05 UTC",
      "12 Mar 2026, 14:05 UTC",
      "12 Mar 2026, 14:09:01.100 UTC",
      "12 Mar 2026, 14:09:01.200 UTC",
    ]);
  });
});
