import { elapsedBetween } from "../../clocks/business-time";
import type { BusinessCalendar } from "../../clocks/calendar";
import type { LifeAnswer, LifeMoment, LifeSegment, LifeTotal, LifeTurn, TicketLife } from "./types";

const ORDER: readonly LifeTurn[] = ["theirs", "yours", "paused", "unclear", "not_seen", "done"];

/** A ticket's life as the mirror stores it. */
export interface StoredLife {
  /** At least one, in their order; each begins where the one before ends. */
  segments: ReadonlyArray<{ turn: LifeTurn; start: LifeMoment }>;
  answers: ReadonlyArray<Omit<LifeAnswer, "took">>;
  unansweredSince: Date | null;
  doneAt: Date | null;
}

/** Computes all lengths, by the clock and in business hours. */
export function lifeOf(
  { segments: stored, answers, unansweredSince, doneAt }: StoredLife,
  calendar: BusinessCalendar | null,
  now: Date,
): Omit<TicketLife, "organizationName"> | null {
  const [first, last] = [stored[0], stored.at(-1)];
  if (!first || !last) return null;
  const startedAt = first.start.at;
  // A provider's clock may be ahead of ours.
  const until = new Date(Math.max(now.getTime(), last.start.at.getTime()));
  const between = (from: Date, to: Date) => elapsedBetween(from, to, calendar);
  const segments = stored.map(({ turn, start }, position): LifeSegment => {
    const end = stored[position + 1]?.start ?? null;
    return { position, turn, start, end, length: between(start.at, end?.at ?? until) };
  });
  // A ticket may have been done already when it was first seen.
  const isDrawnWhole = last.turn !== "done" || stored.length === 1;
  const drawnUntil = isDrawnWhole ? until : last.start.at;
  const done = doneAt && segments.findLast(({ turn }) => turn === "done");
  return {
    startedAt,
    until,
    drawnUntil,
    whole: between(startedAt, until),
    timeZone: calendar?.timeZone ?? null,
    totals: totalsOf(segments, startedAt, drawnUntil),
    segments,
    answers: answers.map((answer) => ({
      ...answer,
      took: between(answer.askedAt, answer.answered.at),
    })),
    unanswered: unansweredSince && {
      askedAt: unansweredSince,
      soFar: between(unansweredSince, until),
    },
    done: done ? { at: done.start, took: between(startedAt, done.start.at) } : null,
  };
}

function totalsOf(
  segments: readonly LifeSegment[],
  startedAt: Date,
  drawnUntil: Date,
): LifeTotal[] {
  const begin = startedAt.getTime();
  const whole = Math.max(1, drawnUntil.getTime() - begin);
  const share = (at: Date) => (at.getTime() - begin) / whole;
  return ORDER.flatMap((turn) => {
    const own = segments.filter((segment) => segment.turn === turn);
    if (own.length === 0) return [];
    return [
      {
        turn,
        length: {
          wallMs: own.reduce((sum, { length }) => sum + length.wallMs, 0),
          businessMs: own.reduce<number | null>(
            (sum, { length }) =>
              sum === null || length.businessMs === null ? null : sum + length.businessMs,
            0,
          ),
        },
        parts: own
          .map(({ start, end }) => ({ from: share(start.at), to: share(end?.at ?? drawnUntil) }))
          .filter(({ from, to }) => from < to),
      },
    ];
  });
}
