import {
  firstRecordedAt,
  momentWithin,
  type SegmentTurn,
  type TicketFacts,
  type TimelineEvent,
  type UncertainMoment,
} from "./facts";

/** A part of a ticket's life. Each begins where the one before ends; the last one is running. */
export interface TurnSegment {
  turn: SegmentTurn;
  start: UncertainMoment;
  end: UncertainMoment | null;
}

interface Step {
  turn: SegmentTurn;
  earliest: number | null;
  latest: number;
  providerTime: number | null;
}

/** A ticket first read so soon after its opening had no time to change. */
const JUST_OPENED_MS = 60_000;
/** Providers set the time of the last update a moment after that of the opening. */
const SAME_UPDATE_MS = 1_000;

/** Returns the segments of a ticket's life, at least one, without empty ones. */
export function turnSegments(facts: TicketFacts): TurnSegment[] {
  const starts: Array<Omit<TurnSegment, "end">> = [];
  let previous = -Infinity;
  for (const { turn, earliest, latest, providerTime } of ordered(steps(facts))) {
    const start = momentWithin(earliest, latest, providerTime);
    // A provider's time of an earlier change may be later than this one's.
    start.at = Math.max(start.at, previous);
    previous = start.at;
    append(starts, { turn, start });
  }
  return starts.map((segment, index) => ({ ...segment, end: starts[index + 1]?.start ?? null }));
}

/** Joins equal neighbours and replaces a segment of no length. */
function append(to: Array<Omit<TurnSegment, "end">>, next: Omit<TurnSegment, "end">): void {
  const last = to.at(-1);
  if (last?.turn === next.turn) return;
  if (last?.start.at !== next.start.at) {
    to.push(next);
    return;
  }
  to.pop();
  append(to, { turn: next.turn, start: { ...next.start, earliest: last.start.earliest } });
}

/** Changes are stored in the order in which they happened: each one limits its neighbours. */
function ordered(given: Iterable<Step>): Step[] {
  const result = [...given];
  let latest = Infinity;
  for (const step of result.toReversed()) latest = step.latest = Math.min(step.latest, latest);
  let earliest: number | null = null;
  for (const step of result) {
    if (earliest !== null) step.earliest = Math.max(step.earliest ?? -Infinity, earliest);
    if (step.earliest !== null) step.earliest = Math.min(step.earliest, step.latest);
    earliest = step.earliest;
  }
  return result;
}

function* steps(facts: TicketFacts): Generator<Step> {
  const changes = facts.events.filter(
    ({ kind, field }) =>
      kind === "gone" || kind === "returned" || (kind === "changed" && field === "status"),
  );
  const [first] = facts.events;
  let status = statusBefore(changes) ?? facts.now.status;
  const isWhole = first === undefined || first.kind === "first_seen";
  const seen: Omit<Step, "turn"> = {
    earliest: null,
    latest: firstRecordedAt(facts),
    providerTime: facts.openedAt,
  };
  if (!missedNothing(facts)) {
    yield { turn: "not_seen", ...seen };
    seen.earliest = facts.firstSeenAt;
    seen.providerTime = null;
  }
  yield { turn: isWhole ? facts.turnOf(status) : "unclear", ...seen };
  let seenAt = facts.firstSeenAt;
  let isGone = changes[0]?.kind === "returned";
  // The events before these were left out.
  if (!isWhole)
    yield { turn: isGone ? "not_seen" : facts.turnOf(status), ...recorded(first, seenAt) };
  for (const event of changes) {
    if (event.kind === "changed") status = textOf(event.after);
    else isGone = event.kind === "gone";
    yield { turn: isGone ? "not_seen" : facts.turnOf(status), ...recorded(event, seenAt) };
    seenAt = event.seenAt;
  }
}

function recorded(event: TimelineEvent, seenBefore: number): Omit<Step, "turn"> {
  return {
    // Earlier versions did not store which reading did not show it.
    earliest: event.notBefore ?? Math.min(seenBefore, event.recordedAt),
    latest: event.recordedAt,
    providerTime: event.happenedAt,
  };
}

const textOf = (value: TimelineEvent["after"]): string => (typeof value === "string" ? value : "");

function statusBefore(changes: readonly TimelineEvent[]): string | undefined {
  const change = changes.find(({ kind }) => kind === "changed");
  return change && textOf(change.before);
}

/** True when the status that was seen first is that of the whole time since the opening. */
function missedNothing({ openedAt, firstSeenAt, events: [first] }: TicketFacts): boolean {
  if (openedAt === null || openedAt >= firstSeenAt - JUST_OPENED_MS) return true;
  const seen = first?.kind === "first_seen" ? first.after : null;
  const updatedAt =
    typeof seen === "object" && seen !== null && !Array.isArray(seen) ? seen.updatedAt : null;
  return typeof updatedAt === "string" && Date.parse(updatedAt) <= openedAt + SAME_UPDATE_MS;
}
