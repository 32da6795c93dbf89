import { describe, expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import type { SyncHour } from "@/lib/review/sync/types";
import { english } from "@/tests/helpers/texts";

import { dayText, syncCountText } from "./day-chart";

const swedish = textsOf("sv");
const BERLIN = "Europe/Berlin";

function hour(at: string, runs: number, failed: number): SyncHour {
  return {
    at: new Date(at),
    runs,
    failed,
    calls: 0,
    milliseconds: 0,
    lagSeconds: null,
    backlog: null,
    headroom: null,
  };
}

const quiet = [hour("2026-11-26T12:00:00Z", 0, 0)];
const good = [hour("2026-11-26T12:00:00Z", 1, 0)];
const failing = [
  hour("2026-11-26T12:00:00Z", 1_000, 2),
  hour("2026-11-26T13:00:00Z", 12, 0),
  hour("2026-11-26T14:00:00Z", 12, 1),
];

describe("the day of a connection in words", () => {
  it.each([
    [quiet, "No syncs in the last 24 hours."],
    [good, "Last 24 hours: 1 sync, none failed."],
    [
      failing,
      "Last 24 hours: 1,024 syncs, 3 failed (2 of 1,000 from 13:00 CET; 1 of 12 from 15:00 CET).",
    ],
  ])("is English", (hours, text) => {
    expect(dayText(english, hours, { language: "en", timeZone: BERLIN })).toBe(text);
  });

  it.each([
    [quiet, "Inga synkningar de senaste 24 timmarna."],
    [good, "Senaste 24 timmarna: 1 synkning, ingen misslyckades."],
    [
      failing,
      "Senaste 24 timmarna: 1\u00a0024 synkningar, 3 misslyckade (2 av 1\u00a0000 från 13:00 CET; 1 av 12 från 15:00 CET).",
    ],
  ])("is Swedish", (hours, text) => {
    expect(dayText(swedish, hours, { language: "sv", timeZone: BERLIN })).toBe(text);
  });

  it("counts its syncs", () => {
    expect([good, failing].map((hours) => syncCountText(english, hours))).toEqual([
      "1",
      "1,024 (3 failed)",
    ]);
    expect(syncCountText(swedish, failing)).toBe("1\u00a0024 (3 misslyckade)");
  });
});
