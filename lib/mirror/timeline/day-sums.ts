import type { TicketTimeline } from "./ticket-timeline";

/** The columns of `day_sum` that count, in the order in which they are stored. */
export const FIGURES = [
  "opened",
  "done",
  "answers",
  "answer_ms",
  "first_answers",
  "first_answer_ms",
  "theirs",
  "theirs_ms",
  "yours",
  "yours_ms",
] as const;

type Figure = (typeof FIGURES)[number];
type DayFigures = Record<Figure, number>;

/** A ticket's contribution to the sums, by day (UTC, `YYYY-MM-DD`), without zeros. */
export type DayContributions = Record<string, Partial<DayFigures>>;

/** More services of one ticket are left out of the sums by service, as `overview.serviceLimit` says. */
export const MAX_COUNTED_SERVICES = 20;

/** A ticket's part of the sums: its figures, and under what they are counted. */
export interface Contribution {
  categoryId: string | null;
  serviceIds: readonly string[];
  days: DayContributions;
}

export interface DaySumChange extends DayFigures {
  category_id: string;
  /** Empty: of all tickets, with or without services. */
  service_id: string;
  day: string;
}

/** Each figure belongs to the day on which it was complete; running segments count nothing. */
export function dayContributions(timeline: TicketTimeline): DayContributions {
  const days: DayContributions = {};
  const add = (at: number, figures: Partial<DayFigures>) => {
    const day = new Date(at).toISOString().slice(0, "YYYY-MM-DD".length);
    const sums = (days[day] ??= {});
    for (const name of FIGURES) {
      const more = figures[name];
      if (more) sums[name] = (sums[name] ?? 0) + more;
    }
  };
  add(timeline.startedAt, { opened: 1 });
  if (timeline.doneAt !== null) add(timeline.doneAt, { done: 1 });
  for (const { askedAt, answered, isFirst } of timeline.answers) {
    const waited = Math.max(0, answered.at - askedAt);
    add(answered.at, { answers: 1, answer_ms: waited });
    if (isFirst) add(answered.at, { first_answers: 1, first_answer_ms: waited });
  }
  for (const { turn, start, end } of timeline.segments) {
    if (!end) continue;
    const length = end.at - start.at;
    if (turn === "theirs") add(end.at, { theirs: 1, theirs_ms: length });
    if (turn === "yours") add(end.at, { yours: 1, yours_ms: length });
  }
  return days;
}

/** The rows to add to the sums, for tickets whose contributions were `before` and are `after`. */
export function daySumChanges(
  pairs: ReadonlyArray<{ before: Contribution | null; after: Contribution | null }>,
): DaySumChange[] {
  const rows = new Map<string, DaySumChange>();
  const add = (contribution: Contribution | null, sign: 1 | -1) => {
    if (!contribution) return;
    const category_id = contribution.categoryId ?? "";
    for (const [day, figures] of Object.entries(contribution.days)) {
      for (const service_id of ["", ...contribution.serviceIds]) {
        const key = JSON.stringify([day, category_id, service_id]);
        const row = rows.get(key) ?? { category_id, service_id, day, ...noFigures() };
        for (const name of FIGURES) row[name] += sign * (figures[name] ?? 0);
        rows.set(key, row);
      }
    }
  };
  for (const { before, after } of pairs) {
    add(before, -1);
    add(after, 1);
  }
  return [...rows.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row)
    .filter((row) => FIGURES.some((name) => row[name] !== 0));
}

function noFigures(): DayFigures {
  return Object.fromEntries(FIGURES.map((name) => [name, 0])) as DayFigures;
}
