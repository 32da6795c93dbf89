import { pairAnswers, type TimelineAnswer } from "./answers";
import type { SegmentTurn, TicketFacts, UncertainMoment } from "./facts";
import { type TicketState, ticketStates } from "./states";
import { type TurnSegment, turnSegments } from "./turn-segments";

/** All that is stored of a ticket's life. */
export interface TicketTimeline {
  startedAt: number;
  segments: TurnSegment[];
  states: TicketState[];
  answers: TimelineAnswer[];
  firstAnswer: TimelineAnswer | null;
  turn: SegmentTurn;
  /** Since when it is so. */
  since: UncertainMoment;
  /** Also null for a ticket that is done or gone. */
  unansweredSince: number | null;
  /** Also null for a ticket that was already done at its first read. */
  doneAt: number | null;
}

export function ticketTimeline(facts: TicketFacts): TicketTimeline {
  const segments = turnSegments(facts);
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last) throw new Error("A ticket has a first segment.");
  const { answers, openQuestionAt } = pairAnswers(facts, first.start.at);
  const isWaiting = last.turn !== "done" && last.turn !== "not_seen";
  return {
    startedAt: first.start.at,
    segments,
    states: ticketStates(facts),
    answers,
    firstAnswer: answers.find(({ isFirst }) => isFirst) ?? null,
    turn: last.turn,
    since: last.start,
    unansweredSince: isWaiting ? openQuestionAt : null,
    doneAt: doneAt(segments),
  };
}

/** A ticket that is gone stays done. */
function doneAt(segments: readonly TurnSegment[]): number | null {
  const index = segments.findLastIndex(({ turn }) => turn !== "not_seen");
  const segment = segments[index];
  if (segment?.turn !== "done") return null;
  const wasNotSeen = index === 0 || (index === 1 && segments[0]?.turn === "not_seen");
  return wasNotSeen ? null : segment.start.at;
}
