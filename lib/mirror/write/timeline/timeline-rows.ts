import type { TimelineAnswer } from "../../timeline/answers";
import { type Contribution, dayContributions } from "../../timeline/day-sums";
import type { UncertainMoment } from "../../timeline/facts";
import type { TicketState } from "../../timeline/states";
import type { TicketTimeline } from "../../timeline/ticket-timeline";
import type { TurnSegment } from "../../timeline/turn-segments";
import type { TimelineRows } from "./timeline-statements";

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null | undefined): string | null =>
  time === null || time === undefined ? null : iso(time);

interface TicketNow extends Pick<Contribution, "categoryId" | "serviceIds"> {
  activityAt: number;
}

/** The rows of one ticket, which is counted under its category and services. */
export function timelineRows(
  ticketId: string,
  organizationId: string,
  timeline: TicketTimeline,
  now: TicketNow,
): TimelineRows {
  const { since, firstAnswer, segments, states, answers } = timeline;
  const isSeen = segments.at(-2)?.turn !== "not_seen";
  return {
    timeline: {
      ticket_id: ticketId,
      organization_id: organizationId,
      started_at: iso(timeline.startedAt),
      turn: timeline.turn,
      since_at: iso(since.at),
      since_after: isoOrNull(since.earliest),
      since_before: iso(since.latest),
      since_seen: isSeen,
      began_at: iso(isSeen ? since.at : Math.min(since.at, now.activityAt)),
      first_asked_at: isoOrNull(firstAnswer?.askedAt),
      first_answer_at: isoOrNull(firstAnswer?.answered.at),
      first_answer_after: isoOrNull(firstAnswer?.answered.earliest),
      first_answer_before: isoOrNull(firstAnswer?.answered.latest),
      unanswered_since: isoOrNull(timeline.unansweredSince),
      done_at: isoOrNull(timeline.doneAt),
      segments: segments.length,
      states: states.length,
      answers: answers.length,
      category_id: now.categoryId,
      service_ids: [...now.serviceIds],
      sums: dayContributions(timeline),
    },
    segments: segments.map((segment, position) => segmentRow(ticketId, position, segment)),
    states: states.map((state, position) => stateRow(ticketId, position, state)),
    answers: answers.map((answer, position) => answerRow(ticketId, position, answer)),
  };
}

const endOf = (end: UncertainMoment | null) => ({
  ends_at: isoOrNull(end?.at),
  ends_after: isoOrNull(end?.earliest),
  ends_before: isoOrNull(end?.latest),
});

function segmentRow(ticketId: string, position: number, { turn, start, end }: TurnSegment) {
  return {
    ticket_id: ticketId,
    position,
    turn,
    starts_at: iso(start.at),
    starts_after: isoOrNull(start.earliest),
    starts_before: iso(start.latest),
    ...endOf(end),
  };
}

function stateRow(ticketId: string, position: number, state: TicketState) {
  return {
    ticket_id: ticketId,
    position,
    valid_from: iso(state.validFrom),
    valid_until: isoOrNull(state.validUntil),
    status: state.status,
    turn: state.turn,
    priority: state.priority,
    subject: state.subject,
    category_id: state.categoryId,
    assignee: state.assignee,
    gone: state.isGone,
  };
}

function answerRow(ticketId: string, position: number, answer: TimelineAnswer) {
  return {
    ticket_id: ticketId,
    position,
    message_external_id: answer.messageId,
    asked_at: iso(answer.askedAt),
    answered_at: iso(answer.answered.at),
    answered_after: isoOrNull(answer.answered.earliest),
    answered_before: iso(answer.answered.latest),
    is_first: answer.isFirst,
  };
}
