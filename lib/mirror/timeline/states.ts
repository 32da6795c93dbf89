import type { Json, Turn } from "../../providers/contract";
import { firstRecordedAt, type TicketFacts, type TicketValues, type TimelineEvent } from "./facts";

/** The mirrored values from `validFrom` until before `validUntil`, which is null for the current ones. */
export interface TicketState extends TicketValues {
  turn: Turn;
  validFrom: number;
  validUntil: number | null;
}

/** Undoes the events one by one: each row is what was shown after its event. */
export function ticketStates(facts: TicketFacts): TicketState[] {
  const states: TicketState[] = [];
  let values = facts.now;
  let validUntil: number | null = null;
  for (const [event, validFrom] of shownFrom(facts).toReversed()) {
    if (validUntil === null || validFrom < validUntil) {
      const state = { ...values, turn: facts.turnOf(values.status), validFrom, validUntil };
      const later = states.at(-1);
      if (later && isSameState(later, state)) later.validFrom = validFrom;
      else states.push(state);
      validUntil = validFrom;
    }
    values = event ? undo(values, event) : values;
  }
  return states.toReversed();
}

/** Events by when they were stored; writers that waited for each other may have swapped times. */
function shownFrom(facts: TicketFacts): Array<[TimelineEvent | null, number]> {
  if (facts.events.length === 0) return [[null, firstRecordedAt(facts)]];
  let latest = -Infinity;
  return facts.events.map((event) => {
    latest = Math.max(latest, event.recordedAt);
    return [event, latest];
  });
}

function undo(values: TicketValues, { kind, field, before }: TimelineEvent): TicketValues {
  if (kind === "gone" || kind === "returned") return { ...values, isGone: kind === "returned" };
  if (kind !== "changed") return values;
  const text = textOrNull(before);
  if (field === "status") return { ...values, status: text ?? "" };
  if (field === "priority") return { ...values, priority: text };
  if (field === "subject") return { ...values, subject: text };
  if (field === "category_id") return { ...values, categoryId: text };
  if (field === "fields.assignee_id") return { ...values, assignee: text };
  return values;
}

/** As `->>` of PostgreSQL gives it. */
export function textOrNull(value: Json): string | null {
  return value === null || typeof value === "string" ? value : JSON.stringify(value);
}

function isSameState(one: TicketState, other: TicketState): boolean {
  return (
    one.status === other.status &&
    one.priority === other.priority &&
    one.subject === other.subject &&
    one.categoryId === other.categoryId &&
    one.assignee === other.assignee &&
    one.isGone === other.isGone
  );
}
