import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { exactDuration } from "@/components/ui/time/durations";
import { readCalendar } from "@/lib/clocks/calendar";
import { lifeOf, type StoredLife } from "@/lib/tickets/life/life-of";
import type { LifeMoment } from "@/lib/tickets/life/types";
import { english, withTexts } from "@/tests/helpers/texts";

import { momentText } from "./life-moment";
import { LifePanel } from "./life-panel";

const locale = { timeZone: "Europe/Stockholm", language: "en" } as const;
const on = (time: string) => new Date(`2026-03-02T${time}Z`);
const given = (time: string): LifeMoment => ({ at: on(time), after: null, before: on("23:00:00") });
const seen = (after: string, before: string): LifeMoment => ({
  at: on(before),
  after: on(after),
  before: on(before),
});
const office = [{ from: "08:00", to: "17:00" }];
const calendar = readCalendar({
  timeZone: "Europe/Stockholm",
  hours: [office, office, office, office, office, [], []],
});
const stored: StoredLife = {
  segments: [
    { turn: "theirs", start: given("05:00:00") },
    { turn: "yours", start: seen("08:41:00", "08:43:00") },
    { turn: "done", start: seen("15:30:10", "15:30:50") },
  ],
  answers: [{ isFirst: true, askedAt: on("05:00:00"), answered: given("08:42:00") }],
  unansweredSince: null,
  doneAt: on("15:30:50"),
};

/** The text of each row's cells. */
function rowsOf(html: string): string[] {
  return [...html.matchAll(/<tbody.*?<\/tbody>/g)].map(([row]) =>
    row
      .replace(/<br\/>|<\/?(?:th|td)[^>]*>/g, "|")
      .replace(/<[^>]+>/g, "")
      .split("|")
      .filter((text) => text !== "")
      .join(" | "),
  );
}

function shown(of: StoredLife, before?: string, hours = calendar): string {
  const life = lifeOf(of, hours, on("18:00:00"));
  return renderToStaticMarkup(
    withTexts(
      <LifePanel
        ticketId="t"
        life={life && { ...life, organizationName: "Northwind" }}
        before={before}
        locale={locale}
        audience="staff"
      />,
    ),
  );
}

describe("the certainty of a time", () => {
  it.each([
    [given("08:42:00"), "2 Mar 2026, 09:42 CET"],
    [seen("21:41:00", "21:43:00"), "after 2 Mar 2026, 22:41, before 22:43 CET"],
    [{ ...seen("08:43:00", "08:43:00"), after: null }, "2 Mar 2026, 09:43 CET or earlier"],
    [
      seen("08:43:01", "08:43:09"),
      "after 2 Mar 2026, 09:43:01 CET, before 2 Mar 2026, 09:43:09 CET",
    ],
    [seen("08:43:01.100", "08:43:01.900"), "2 Mar 2026, 09:43:01 CET"],
  ])("%#", (moment, text) => {
    expect(momentText(english, moment, locale)).toBe(text);
  });
});

describe("the panel “Waiting”", () => {
  it("has every turn's time by the clock and in business hours, and every part of it", () => {
    expect(rowsOf(shown(stored, "3"))).toEqual([
      "Provider’s turn | 3 hr 43 min | 1 hr 43 min",
      "Customer’s turn | 6 hr 47 min | 6 hr 47 min",
      "Done | 2 hr 29 min | 29 min 10 sec",
      "Total | 13 hr | 9 hr",
      "First reply | 3 hr 42 min | 1 hr 42 min | asked 2 Mar 2026, 06:00 CET, answered 2 Mar 2026, 09:42 CET",
      "Time until done | 10 hr 30 min | 8 hr 30 min | opened 2 Mar 2026, 06:00 CET, done after 2 Mar 2026, 16:30:10 CET, before 2 Mar 2026, 16:30:50 CET",
      "Provider’s turn | 3 hr 43 min | 1 hr 43 min | began 2 Mar 2026, 06:00 CET | ended after 2 Mar 2026, 09:41, before 09:43 CET",
      "Customer’s turn | 6 hr 47 min | 6 hr 47 min | began after 2 Mar 2026, 09:41, before 09:43 CET | ended after 2 Mar 2026, 16:30:10 CET, before 2 Mar 2026, 16:30:50 CET",
      "Done | 2 hr 29 min | 29 min 10 sec | began after 2 Mar 2026, 16:30:10 CET, before 2 Mar 2026, 16:30:50 CET",
    ]);
    expect(shown(stored)).toContain("to 2 Mar 2026, 16:30 CET, when the ticket was done");
    expect(shown(stored)).toContain('dateTime="PT13380.000S"');
  });

  it("counts business time in hours, as a business day is no day", () => {
    const [days, hours] = [false, true].map((inHours) =>
      exactDuration(english, 46.5 * 3_600_000, "en", inHours),
    );
    expect([days, hours]).toEqual(["1 day 22 hr 30 min", "46 hr 30 min"]);
  });

  it("has no column of business hours for an organization without any", () => {
    expect(rowsOf(shown(stored, undefined, null))[0]).toBe("Provider’s turn | 3 hr 43 min");
    expect(shown(stored, undefined, null)).toContain("Northwind</bdi> hasn’t set business hours.");
  });

  it("shows a long life page by page", () => {
    const segments = Array.from({ length: 90 }, (_, index) => ({
      turn: index % 2 === 0 ? ("theirs" as const) : ("yours" as const),
      start: given(`05:${String(Math.floor(index / 2)).padStart(2, "0")}:${index % 2}0`),
    }));
    const [latest, first] = [shown({ ...stored, segments }), shown({ ...stored, segments }, "10")];
    expect(latest).toContain("life=50#waiting");
    expect(latest).not.toContain("Latest periods");
    expect(first).toContain("life=#waiting");
    expect(first).not.toContain("Earlier periods");
    expect(Buffer.byteLength(latest)).toBeLessThan(60_000);
  });
});
