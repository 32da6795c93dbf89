import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { at, event, factsOf, status, turnOfStatus } from "@/tests/helpers/mirror/facts";

import type { TicketFacts, TimelineEvent } from "./facts";
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
});
