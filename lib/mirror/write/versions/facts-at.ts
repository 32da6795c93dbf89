import { firstRecordedAt, type TicketFacts, type TicketValues } from "../../timeline/facts";
import { ticketStates } from "../../timeline/states";
import { type TicketTimeline, ticketTimeline } from "../../timeline/ticket-timeline";

/** Times at which something of a ticket was stored, earliest first; `also` are those of revisions. */
export function timesOf(facts: TicketFacts, also: readonly number[]): number[] {
  const times = [
    firstRecordedAt(facts),
    ...facts.events.map(({ recordedAt }) => recordedAt),
    ...facts.messages.flatMap(({ added }) => added?.recordedAt ?? []),
    ...also,
  ];
  return [...new Set(times)].toSorted((one, other) => one - other);
}

export interface ValuesAt {
  values: TicketValues;
  /** Time of the sync that no longer found it at the provider. */
  goneAt: number | null;
}

export function valuesAt(facts: TicketFacts, at: number): ValuesAt {
  const state = stateAt(facts, at);
  const gone = facts.events.findLast(({ kind, recordedAt }) => kind === "gone" && recordedAt <= at);
  return { values: state, goneAt: state.isGone ? (gone?.seenAt ?? null) : null };
}

function stateAt(facts: TicketFacts, at: number): TicketValues {
  const states = ticketStates(facts);
  return states.findLast(({ validFrom }) => validFrom <= at) ?? states[0] ?? facts.now;
}

/** The timeline as it was when no more than this was stored. */
export function timelineAt(facts: TicketFacts, at: number): TicketTimeline {
  return ticketTimeline({
    ...facts,
    now: stateAt(facts, at),
    events: facts.events.filter(({ recordedAt }) => recordedAt <= at),
    messages: facts.messages.filter(({ added }) => !added || added.recordedAt <= at),
  });
}
