import { expressionBuilder } from "kysely";
import { jsonObjectFrom } from "kysely/helpers/postgres";

import { type Elapsed, elapsedBetween } from "../../clocks/business-time";
import { readCalendar } from "../../clocks/calendar";
import type { ExpressionValue } from "../../db/expressions";
import type { DB } from "../../db/table-types";
import type { Turn } from "../../providers/contract";
import { turnBegan } from "../waits/turn-began";

/** Whose turn it is and since when, and the first answer. */
export interface WaitingView {
  turn: Turn;
  since: {
    at: Date;
    /** Set where it is only known to have begun between this and `at`. */
    notBefore: Date | null;
    /** False: it may have been so for longer. */
    isSeen: boolean;
  };
  /** Null for a ticket that is done. */
  soFar: Elapsed | null;
  firstAnswer: { at: Date; after: Elapsed } | null;
  awaitsFirstAnswer: boolean;
}

/** A shorter interval is as good as a moment. */
const MAX_UNCERTAINTY_MS = 2 * 60_000;

/** JSON of a ticket `t`, for `toWaiting`. */
export function waitingJson() {
  const eb = expressionBuilder<DB & { t: DB["ticket"] }, "t">();
  return jsonObjectFrom(
    eb
      .selectFrom("ticket_timeline as l")
      .whereRef("l.ticket_id", "=", "t.id")
      .select([
        "l.turn",
        turnBegan().as("sinceAt"),
        "l.since_after as sinceAfter",
        "l.since_before as sinceBefore",
        "l.since_seen as sinceSeen",
        "l.first_asked_at as firstAskedAt",
        "l.first_answer_at as firstAnswerAt",
        "l.unanswered_since as unansweredSince",
        "l.started_at as startedAt",
      ]),
  );
}

type WaitingJson = ExpressionValue<ReturnType<typeof waitingJson>>;

/** Returns null for a ticket that is gone. `storedCalendar` is the organization's. */
export function toWaiting(
  row: WaitingJson,
  storedCalendar: unknown,
  now: Date,
): WaitingView | null {
  if (!row || row.turn === "not_seen") return null;
  const calendar = readCalendar(storedCalendar);
  const [at, latest] = [new Date(row.sinceAt), new Date(row.sinceBefore)];
  const earliest = row.sinceAfter === null ? null : new Date(row.sinceAfter);
  const isUncertain =
    earliest !== null &&
    at.getTime() === latest.getTime() &&
    latest.getTime() - earliest.getTime() > MAX_UNCERTAINTY_MS;
  return {
    turn: row.turn,
    since: { at, notBefore: isUncertain ? earliest : null, isSeen: row.sinceSeen },
    soFar: row.turn === "done" ? null : elapsedBetween(at, now, calendar),
    firstAnswer:
      row.firstAnswerAt !== null && row.firstAskedAt !== null
        ? {
            at: new Date(row.firstAnswerAt),
            after: elapsedBetween(
              new Date(row.firstAskedAt),
              new Date(row.firstAnswerAt),
              calendar,
            ),
          }
        : null,
    // Its first question is the opening.
    awaitsFirstAnswer: row.unansweredSince === row.startedAt,
  };
}
