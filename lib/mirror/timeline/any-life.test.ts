import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Elapsed } from "@/lib/clocks/business-time";
import { readCalendar } from "@/lib/clocks/calendar";
import { lifeOf } from "@/lib/tickets/life/life-of";
import { at, event, factsOf, status, turnOfStatus } from "@/tests/helpers/mirror/facts";

import type { TicketFacts, TimelineEvent, UncertainMoment } from "./facts";
import { ticketTimeline } from "./ticket-timeline";

/** What truly happened, and the readings that saw some of it. */
const lives = fc.record({
  openedAgo: fc.integer({ min: 0, max: 500 }),
  changes: fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 60 }),
      to: fc.constantFrom("open", "answered", "closed", "odd"),
    }),
    { maxLength: 12 },
  ),
  readings: fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 90 }),
      answeredAfter: fc.nat(5),
      storedAfter: fc.nat(5),
      providerTime: fc.constantFrom("right", "wrong", "missing"),
      error: fc.integer({ min: -300, max: 300 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

type Life = typeof lives extends fc.Arbitrary<infer Value> ? Value : never;
type Truth = ReadonlyArray<{ minute: number; status: string }>;

function truthOf({ openedAgo, changes }: Life): Truth {
  let minute = 0;
  return [
    { minute: -openedAgo, status: "open" },
    ...changes.map(({ after, to }) => ({ minute: (minute += after), status: to })),
  ];
}

function seenBy(
  readings: Life["readings"],
  truth: Truth,
): Partial<TicketFacts> & { status: string } {
  const events: TimelineEvent[] = [];
  let known: string | undefined;
  let began = 0;
  let clock = 0;
  for (const { after, answeredAfter, storedAfter, providerTime, error } of readings) {
    const previous = began;
    began = clock + after;
    const answered = began + answeredAfter;
    clock = answered + storedAfter;
    const last = truth.findLast((change) => change.minute <= answered);
    if (!last || last.status === known) continue;
    const time = last.minute + (providerTime === "wrong" ? error : 0);
    const more = {
      seenAt: at(began),
      happenedAt: providerTime === "missing" || !known ? null : at(time),
    };
    events.push(
      known
        ? { ...status(known, last.status, [previous, clock]), ...more }
        : { ...event("first_seen", [null, clock]), ...more },
    );
    known = last.status;
  }
  return { status: known ?? "open", events, firstSeenAt: events[0]?.seenAt ?? at(0) };
}

describe("in any life of a ticket", () => {
  it("segments follow each other without gaps, and a true change lies within each boundary", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const truth = truthOf(life);
        const given = factsOf({ openedAt: at(-life.openedAgo), ...seenBy(life.readings, truth) });
        const { segments, startedAt } = ticketTimeline(given);
        const end = at(10_000);
        const lengths = segments.map((each) => (each.end?.at ?? end) - each.start.at);
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(end - startedAt);
        expect(Math.min(...lengths)).toBeGreaterThan(0);
        segments.forEach(({ turn, start }, index) => {
          expect(turn).not.toBe(segments[index - 1]?.turn);
          expect(start.at).toBeLessThanOrEqual(start.latest);
          if (index === 0 || segments[index - 1]?.turn === "not_seen") return;
          const earliest = start.earliest ?? -Infinity;
          expect(start.at).toBeGreaterThanOrEqual(earliest);
          const causes = truth.filter(
            (change) =>
              turnOfStatus(change.status) === turn &&
              at(change.minute) >= earliest &&
              at(change.minute) <= start.latest,
          );
          expect(causes).not.toEqual([]);
        });
      }),
      { numRuns: 500 },
    );
  });

  it("the times of all turns sum to the whole one to the millisecond, also in business hours", () => {
    const office = [{ from: "08:00", to: "17:00" }];
    const calendar = readCalendar({
      timeZone: "Europe/Stockholm",
      hours: [office, office, office, [], office, [], []],
    });
    const ends = fc.record({
      minute: fc.integer({ min: -600, max: 40_000 }),
      more: fc.nat(60_000),
    });
    fc.assert(
      fc.property(lives, ends, (life, end) => {
        const truth = truthOf(life);
        const given = factsOf({ openedAt: at(-life.openedAgo), ...seenBy(life.readings, truth) });
        const { segments, ...timeline } = ticketTimeline(given);
        const moment = ({ at: time, earliest, latest }: UncertainMoment) => ({
          at: new Date(time),
          after: earliest === null ? null : new Date(earliest),
          before: new Date(latest),
        });
        const stored = {
          segments: segments.map(({ turn, start }) => ({ turn, start: moment(start) })),
          answers: [],
          unansweredSince: null,
          doneAt: timeline.doneAt === null ? null : new Date(timeline.doneAt),
        };
        const shown = lifeOf(stored, calendar, new Date(at(end.minute) + end.more));
        if (!shown) throw new Error("A ticket has a life.");
        const { whole, totals, startedAt, until, done } = shown;
        expect(whole.wallMs).toBe(until.getTime() - startedAt.getTime());
        const sum = (key: keyof Elapsed) =>
          totals.reduce((all, { length }) => all + (length[key] ?? NaN), 0);
        expect(sum("wallMs")).toBe(whole.wallMs);
        expect(sum("businessMs")).toBe(whole.businessMs);
        const parts = totals.flatMap((total) => total.parts).toSorted((a, b) => a.from - b.from);
        parts.forEach(({ from }, index) => expect(from).toBe(parts[index - 1]?.to ?? 0));
        expect(done?.at.at.getTime() ?? null).toBe(timeline.doneAt);
      }),
      { numRuns: 300 },
    );
  });
});
