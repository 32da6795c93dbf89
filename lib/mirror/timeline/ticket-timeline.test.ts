import { describe, expect, it } from "vitest";

import {
  at,
  event,
  factsOf,
  firstSeen,
  iso,
  messageFact,
  status,
} from "@/tests/helpers/mirror/facts";

import { dayContributions, daySumChanges } from "./day-sums";
import type { TicketFacts } from "./facts";
import { ticketTimeline } from "./ticket-timeline";

/** `turn from–to`, in minutes after the opening. */
const segmentsOf = (given: TicketFacts) => {
  const minutes = (time: number) => Math.round((time - at(0)) / 60_000);
  return ticketTimeline(given).segments.map(
    ({ turn, start, end }) => `${turn} ${minutes(start.at)}–${end ? minutes(end.at) : ""}`,
  );
};

describe("whose turn it was", () => {
  it("is not known before the ticket was first read, unless nothing had changed until then", () => {
    const late = { firstSeenAt: at(60) };
    expect(segmentsOf(factsOf({ ...late, events: [firstSeen(60, 30)] }))).toEqual([
      "not_seen 0–60",
      "theirs 60–",
    ]);
    expect(segmentsOf(factsOf({ ...late, events: [firstSeen(60, 0)] }))).toEqual(["theirs 0–"]);
    expect(segmentsOf(factsOf({ firstSeenAt: at(1), events: [firstSeen(1, 1)] }))).toEqual([
      "theirs 0–",
    ]);
    expect(segmentsOf(factsOf({ ...late, openedAt: null, events: [firstSeen(60)] }))).toEqual([
      "theirs 60–",
    ]);
  });

  it("changes when the provider says so, or when it was stored if that is impossible", () => {
    const changedAt = (happenedAt: number | null) =>
      segmentsOf(
        factsOf({
          status: "answered",
          events: [firstSeen(0), status("open", "answered", [10, 20], happenedAt)],
        }),
      );
    expect(changedAt(12)).toEqual(["theirs 0–12", "yours 12–"]);
    for (const impossible of [null, 9, 21])
      expect(changedAt(impossible)).toEqual(["theirs 0–20", "yours 20–"]);
  });

  it("is not known while the ticket is gone", () => {
    const events = [
      firstSeen(0),
      event("gone", [10, 20]),
      event("returned", [20, 40]),
      status("open", "answered", [10, 40], 30),
    ];
    expect(segmentsOf(factsOf({ status: "answered", events }))).toEqual([
      "theirs 0–20",
      "not_seen 20–40",
      "yours 40–",
    ]);
    const { segments } = ticketTimeline(factsOf({ status: "answered", events }));
    expect(segments[2]?.start).toMatchObject({ earliest: at(20), latest: at(40) });
  });

  it("is one segment for statuses of one turn, and none for a moment", () => {
    const events = [
      firstSeen(0),
      status("open", "odd", [1, 5]),
      status("odd", "strange", [5, 9]),
      status("strange", "closed", [9, 12], 9),
      status("closed", "open", [9, 12], 9),
    ];
    expect(segmentsOf(factsOf({ events }))).toEqual(["theirs 0–5", "unclear 5–9", "theirs 9–"]);
  });

  it("narrows an interval by what happened before and after", () => {
    const events = [
      firstSeen(0),
      status("open", "answered", [1, 30]),
      status("answered", "closed", [10, 20]),
    ];
    const { segments } = ticketTimeline(factsOf({ status: "closed", events }));
    expect(segments.map(({ turn, start }) => [turn, start.earliest, start.latest])).toEqual([
      ["theirs", null, at(0)],
      ["done", at(1), at(20)],
    ]);
  });

  it("is unclear where the oldest events were left out", () => {
    const events = [status("open", "answered", [10, 20]), status("answered", "closed", [20, 30])];
    expect(segmentsOf(factsOf({ status: "closed", events }))).toEqual([
      "unclear 0–20",
      "yours 20–30",
      "done 30–",
    ]);
  });
});

describe("answers", () => {
  const answersOf = (given: Partial<TicketFacts> & { status?: string }) => {
    const { answers, unansweredSince } = ticketTimeline(factsOf(given));
    const minutes = (time: number) => (time - at(0)) / 60_000;
    return {
      answers: answers.map(
        ({ askedAt, answered, isFirst }) =>
          `${isFirst ? "first " : ""}${minutes(askedAt)}–${minutes(answered.at)}`,
      ),
      openSince: unansweredSince === null ? null : minutes(unansweredSince),
    };
  };

  it("are the staff's first messages after a question, never automation's", () => {
    const messages = [
      messageFact("automation", 1),
      messageFact("staff", 10),
      messageFact("staff", 11),
      messageFact("customer", 20),
      messageFact("customer", 25),
      messageFact("automation", 26),
      messageFact("staff", 50),
      messageFact("customer", 60),
    ];
    expect(answersOf({ messages })).toEqual({ answers: ["first 0–10", "20–50"], openSince: 60 });
    expect(answersOf({ messages, status: "closed" }).openSince).toBeNull();
  });

  it("are found again when an earlier message shows late", () => {
    const messages = [messageFact("staff", 40, [30, 45]), messageFact("staff", 12, [45, 60])];
    expect(answersOf({ messages }).answers).toEqual(["first 0–12"]);
  });

  it("count from the first question where the staff opened the ticket", () => {
    const messages = [messageFact("staff", 0), messageFact("customer", 5), messageFact("staff", 9)];
    expect(answersOf({ messages, hasBody: false }).answers).toEqual(["first 5–9"]);
  });

  it("of an unknown time are answers that cannot be measured", () => {
    const messages = [
      messageFact("staff", null),
      messageFact("customer", 20),
      messageFact("staff", 30),
    ];
    expect(answersOf({ messages }).answers).toEqual(["20–30"]);
    const seen = [messageFact("staff", null, [10, 15])];
    expect(answersOf({ messages: seen }).answers).toEqual(["first 0–15"]);
  });

  it("are not missed where no conversation can be read", () => {
    expect(answersOf({ hasConversation: false })).toEqual({ answers: [], openSince: null });
  });

  it("never come before the ticket or after they were read", () => {
    const messages = [
      messageFact("staff", -5),
      messageFact("customer", 1),
      messageFact("staff", 99, [8, 10]),
    ];
    expect(answersOf({ messages }).answers).toEqual(["first 0–0", "1–10"]);
  });
});

describe("states", () => {
  it("are what the mirror showed from one storing to the next", () => {
    const change = (field: string, before: string | null, after: string, minute: number) =>
      event("changed", [0, minute], { field, before, after });
    const events = [
      firstSeen(0),
      change("priority", null, "low", 5),
      change("subject", "Slow?", "Slow", 5),
      change("fields.assignee_id", null, "sven", 7),
      event("gone", [7, 9]),
    ];
    const { now } = factsOf({});
    const given = factsOf({
      events,
      now: { ...now, priority: "low", assignee: "sven", isGone: true },
    });
    expect(
      ticketTimeline(given).states.map(({ validFrom, validUntil, ...state }) => [
        (validFrom - at(0)) / 60_000,
        validUntil === null ? null : (validUntil - at(0)) / 60_000,
        state.subject,
        state.priority,
        state.assignee,
        state.isGone,
      ]),
    ).toEqual([
      [0, 5, "Slow?", null, null, false],
      [5, 7, "Slow", "low", null, false],
      [7, 9, "Slow", "low", "sven", false],
      [9, null, "Slow", "low", "sven", true],
    ]);
  });
});

describe("sums by day", () => {
  it("count what was complete on a day, on that day", () => {
    const given = factsOf({
      status: "closed",
      events: [
        firstSeen(0),
        status("open", "answered", [20, 30], 25),
        status("answered", "closed", [30, 2_000], 1_500),
      ],
      messages: [messageFact("staff", 25)],
    });
    expect(dayContributions(ticketTimeline(given))).toEqual({
      "2026-03-02": {
        opened: 1,
        answers: 1,
        answer_ms: 1_500_000,
        first_answers: 1,
        first_answer_ms: 1_500_000,
        theirs: 1,
        theirs_ms: 1_500_000,
      },
      "2026-03-03": { done: 1, yours: 1, yours_ms: 1_475 * 60_000 },
    });
  });

  it("do not count as done what was done when it was first read", () => {
    const given = factsOf({
      status: "closed",
      firstSeenAt: at(60),
      events: [event("first_seen", [null, 60], { after: { updatedAt: iso(50) } })],
    });
    expect(ticketTimeline(given)).toMatchObject({ turn: "done", doneAt: null });
    expect(dayContributions(ticketTimeline(given))).toEqual({ "2026-03-02": { opened: 1 } });
  });

  it("move with a ticket's category and services, whatever came in between", () => {
    const days = { "2026-03-02": { opened: 1 } };
    const before = { categoryId: "help", serviceIds: ["one", "two"], days };
    const after = { categoryId: "sales", serviceIds: ["two"], days };
    const changes = daySumChanges([{ before, after }]);
    expect(changes.map((row) => [row.category_id, row.service_id, row.opened])).toEqual([
      ["help", "", -1],
      ["help", "one", -1],
      ["help", "two", -1],
      ["sales", "", 1],
      ["sales", "two", 1],
    ]);
    expect(daySumChanges([{ before, after: before }])).toEqual([]);
  });
});
