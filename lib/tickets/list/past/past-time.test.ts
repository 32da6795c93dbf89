import { describe, expect, it } from "vitest";

import { exactMoment } from "@/lib/text/exact-moment";

import { momentField, typedMoment } from "./past-time";

const NOW = new Date("2026-04-01T00:00:00Z");
const STOCKHOLM = "Europe/Stockholm";

describe("a moment in an address", () => {
  it.each([
    ["2026-03-31T22:00Z", "2026-03-31T22:00:00.000Z"],
    ["2026-03-31T22:00:05.25Z", "2026-03-31T22:00:05.250Z"],
    ["2026-03-31T22:00+02:00", "2026-03-31T20:00:00.000Z"],
    ["2026-03-31T22:00 02:00", "2026-03-31T20:00:00.000Z"],
  ])("with a zone is that moment: %s", (text, iso) => {
    expect(exactMoment(text, NOW)).toBe(iso);
    expect(typedMoment(text, STOCKHOLM, NOW)).toEqual({ is: "exact", at: new Date(iso) });
  });

  it.each([
    ["2026-03-28T22:00", "2026-03-28T21:00:00.000Z"],
    ["2026-03-30T22:00", "2026-03-30T20:00:00.000Z"],
    ["2026-03-30", "2026-03-29T22:00:00.000Z"],
  ])("without a zone is one of the viewer's: %s", (text, iso) => {
    expect(exactMoment(text, NOW)).toBeUndefined();
    expect(typedMoment(text, STOCKHOLM, NOW)).toEqual({ is: "local", at: new Date(iso) });
    expect(momentField(STOCKHOLM, new Date(iso)).slice(0, text.length)).toBe(text);
  });

  it.each(["yesterday", "2026-02-30T10:00", "2026-13-01", "9999999", "0000-01-01T00:00Z"])(
    "that is none is named: %s",
    (text) => {
      expect(exactMoment(text, NOW)).toBeUndefined();
      expect(typedMoment(text, STOCKHOLM, NOW)).toEqual({ is: "unreadable", text });
    },
  );

  it("that has not come yet is no moment, and none is none", () => {
    expect(exactMoment("2026-04-01T00:01Z", NOW)).toBeUndefined();
    expect(typedMoment("2026-04-01T00:01Z", STOCKHOLM, NOW)).toEqual({ is: "future" });
    expect(typedMoment(" ", STOCKHOLM, NOW)).toBeNull();
    expect(typedMoment(null, STOCKHOLM, NOW)).toBeNull();
  });
});
