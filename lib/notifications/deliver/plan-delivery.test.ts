import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type DeliveryFacts, planDelivery, WINDOW_MS } from "./plan-delivery";

const at = (time: string) => new Date(`2026-11-27T${time}Z`);

/** An answer at 02:03, planned a minute later. */
const ANSWER: DeliveryFacts = {
  now: at("02:04:00"),
  untoldSince: at("02:03:00"),
  isUnread: true,
  mayRead: true,
  mode: "now",
  wakes: false,
  holdSeconds: 0,
  windowEndsAt: null,
  zone: "Europe/Stockholm",
  quiet: null,
  digestAt: 480,
  isWithinLimits: true,
};
const NIGHT = { from: 22 * 60, until: 7 * 60 };

describe("a notice", () => {
  it("of a quiet ticket goes at once, and opens a window", () => {
    expect(planDelivery(ANSWER)).toEqual({ do: "send", windowEndsAt: at("02:19:00") });
  });

  it("that quiet hours have held opens its window when it goes", () => {
    expect(planDelivery({ ...ANSWER, quiet: NIGHT, now: at("06:00:00") })).toEqual({
      do: "send",
      windowEndsAt: at("06:15:00"),
    });
  });

  it("within a window waits for its end, and is then sent as one", () => {
    const windowEndsAt = at("02:10:00");
    expect(planDelivery({ ...ANSWER, windowEndsAt })).toEqual({ do: "wait", until: windowEndsAt });
    expect(planDelivery({ ...ANSWER, windowEndsAt, now: windowEndsAt })).toEqual({
      do: "send",
      windowEndsAt: at("02:25:00"),
    });
  });

  it("waits for the end of quiet hours, unless it wakes", () => {
    expect(planDelivery({ ...ANSWER, quiet: NIGHT })).toEqual({
      do: "wait",
      until: at("06:00:00"),
    });
    expect(planDelivery({ ...ANSWER, quiet: NIGHT, wakes: true }).do).toBe("send");
  });

  it.each<[string, Partial<DeliveryFacts>]>([
    ["read", { isUnread: false }],
    ["off", { mode: "off" }],
    ["no_access", { mayRead: false }],
    ["sent", { untoldSince: null }],
  ])("is dropped: %s", (why, facts) => {
    expect(planDelivery({ ...ANSWER, ...facts })).toEqual({ do: "drop", why });
  });

  it("joins the next digest by choice, and one of the hour beyond the limits", () => {
    expect(planDelivery({ ...ANSWER, mode: "digest" })).toEqual({
      do: "digest",
      until: at("07:00:00"),
      isStorm: false,
    });
    expect(planDelivery({ ...ANSWER, isWithinLimits: false })).toMatchObject({ isStorm: true });
  });

  it("that may settle by itself is held", () => {
    expect(planDelivery({ ...ANSWER, holdSeconds: 120 })).toEqual({
      do: "wait",
      until: at("02:05:00"),
    });
  });
});

const MINUTE_MS = 60_000;
const minuteOfDay = fc.nat(1_439);
const nights = fc.option(fc.record({ from: minuteOfDay, until: minuteOfDay }));
/** Notices at a minute, some of which wake, decided upon at once and at the moments that are planned. */
const notices = fc.array(fc.record({ minute: fc.nat(2_880), wakes: fc.boolean() }), {
  minLength: 1,
  maxLength: 20,
});
const zone = fc.constantFrom("UTC", "Europe/Stockholm", "America/St_Johns", "Pacific/Auckland");
/** Of 2026: clocks change in the second and third. */
const day = fc.constantFrom("2026-01-10", "2026-03-28", "2026-10-24", "2026-11-27");

interface Sent {
  at: number;
  /** When each of its notices came that wakes. */
  woken: number[];
}

function play(
  given: ReadonlyArray<{ minute: number; wakes: boolean }>,
  facts: Pick<DeliveryFacts, "quiet" | "zone">,
  start: number,
): Sent[] {
  const coming = given
    .map(({ minute, wakes }) => ({ at: start + minute * MINUTE_MS, wakes }))
    .toSorted((one, other) => one.at - other.at);
  const sent: Sent[] = [];
  let waiting: typeof coming = [];
  let windowEndsAt: Date | null = null;
  let due = Infinity;
  while (coming.length > 0 || due < Infinity) {
    const now = Math.min(coming[0]?.at ?? Infinity, due);
    while (coming[0]?.at === now) waiting.push(...coming.splice(0, 1));
    const plan = planDelivery({
      ...ANSWER,
      ...facts,
      now: new Date(now),
      untoldSince: waiting[0] ? new Date(waiting[0].at) : null,
      wakes: waiting.some(({ wakes }) => wakes),
      windowEndsAt,
    });
    due = plan.do === "wait" ? plan.until.getTime() : Infinity;
    if (plan.do === "wait") expect(due).toBeGreaterThan(now);
    if (plan.do !== "send") continue;
    sent.push({ at: now, woken: waiting.filter(({ wakes }) => wakes).map((one) => one.at) });
    waiting = [];
    ({ windowEndsAt } = plan);
  }
  expect(waiting).toEqual([]);
  return sent;
}

describe("notices of one topic, at any times, in any zone, with any quiet hours", () => {
  it("are never sent twice within 15 minutes, and what wakes waits no longer", () => {
    fc.assert(
      fc.property(notices, nights, zone, day, (given, quiet, inZone, from) => {
        const sent = play(given, { quiet, zone: inZone }, Date.parse(`${from}T18:00:00Z`));
        for (const [index, { at: time, woken }] of sent.entries()) {
          expect(time - (sent[index - 1]?.at ?? -Infinity)).toBeGreaterThanOrEqual(WINDOW_MS);
          for (const came of woken) expect(time - came).toBeLessThanOrEqual(WINDOW_MS);
        }
        const waking = given.filter(({ wakes }) => wakes);
        expect(sent.flatMap(({ woken }) => woken)).toHaveLength(waking.length);
      }),
      { numRuns: 500 },
    );
  });
});
