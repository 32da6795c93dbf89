import type { Elapsed } from "../../clocks/business-time";
import type { Turn } from "../../providers/contract";

/** `not_seen`: the mirror could not see the ticket. */
export type LifeTurn = Turn | "not_seen";

/** The truth lies after `after` (null: unknown) and not later than `before`. */
export interface LifeMoment {
  /** Used for all lengths; earlier than `before` if the provider says when it was. */
  at: Date;
  after: Date | null;
  before: Date;
}

export interface LifeSegment {
  /** From 0. */
  position: number;
  turn: LifeTurn;
  start: LifeMoment;
  /** Null for the last one, which is running. */
  end: LifeMoment | null;
  length: Elapsed;
}

export interface LifeTotal {
  turn: LifeTurn;
  length: Elapsed;
  /** Its segments as shares of the time that is drawn, from 0 to 1. */
  parts: ReadonlyArray<{ from: number; to: number }>;
}

export interface LifeAnswer {
  isFirst: boolean;
  askedAt: Date;
  answered: LifeMoment;
  took: Elapsed;
}

/** A ticket's life until now, with the times that it took. */
export interface TicketLife {
  startedAt: Date;
  until: Date;
  /** The end of the bars: a ticket done long ago would hide the rest. */
  drawnUntil: Date;
  whole: Elapsed;
  /** Of the business hours; null: the organization has none. */
  timeZone: string | null;
  organizationName: string;
  /** Of the turns that it had, in the order of `LifeTurn`. They sum to `whole`. */
  totals: LifeTotal[];
  segments: LifeSegment[];
  answers: LifeAnswer[];
  /** The question that has no answer yet. */
  unanswered: { askedAt: Date; soFar: Elapsed } | null;
  /** Null also for a ticket that was already done at its first read. */
  done: { at: LifeMoment; took: Elapsed } | null;
}
