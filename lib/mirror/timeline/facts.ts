import type { Json, Turn } from "../../providers/contract";

/** More would make one odd ticket slow for all: the oldest events are left out. */
export const MAX_EVENTS = 1_000;
/** Later messages of a conversation as long as this are left out. */
export const MAX_MESSAGES = 2_000;

/** The columns and provider fields whose values at any time are kept. */
export const STATE_FIELDS = [
  "status",
  "priority",
  "subject",
  "category_id",
  "fields.assignee_id",
] as const;

/** `not_seen`: the mirror does not know, as the ticket was not there to be read. */
export type SegmentTurn = Turn | "not_seen";

/** All times are epoch milliseconds. */
export interface TimelineEvent {
  kind: "first_seen" | "changed" | "gone" | "returned";
  /** A column, or `fields.…`. */
  field: string | null;
  before: Json;
  after: Json;
  /** The provider's time. */
  happenedAt: number | null;
  /** When the last reading began that did not show it. */
  notBefore: number | null;
  /** When the reading began that showed it, and when that was stored. */
  seenAt: number;
  recordedAt: number;
}

export interface TimelineMessage {
  externalId: string;
  /** The provider's word: customer, staff, automation or another. */
  sender: string;
  sentAt: number | null;
  /** Its first event; null if it was there when the ticket was first read. */
  added: Pick<TimelineEvent, "notBefore" | "recordedAt"> | null;
}

/** The ticket's current row. */
export interface TicketValues {
  status: string;
  priority: string | null;
  subject: string | null;
  categoryId: string | null;
  assignee: string | null;
  isGone: boolean;
}

/** All that a timeline is made from. */
export interface TicketFacts {
  openedAt: number | null;
  firstSeenAt: number;
  hasBody: boolean;
  /** False if the conversation could never be read. */
  hasConversation: boolean;
  now: TicketValues;
  /** In the order in which they were stored; the newest `MAX_EVENTS`. */
  events: readonly TimelineEvent[];
  /** In the provider's order; the first `MAX_MESSAGES`. */
  messages: readonly TimelineMessage[];
  turnOf: (status: string) => Turn;
}

/** `at` is used for sums; the truth lies from `earliest` (null: unknown) to `latest`. */
export interface UncertainMoment {
  at: number;
  earliest: number | null;
  latest: number;
}

/** Returns the provider's time where it is possible, else the end of the interval. */
export function momentWithin(
  earliest: number | null,
  latest: number,
  providerTime: number | null,
): UncertainMoment {
  const isPossible =
    providerTime !== null && providerTime <= latest && providerTime >= (earliest ?? -Infinity);
  return { at: isPossible ? providerTime : latest, earliest, latest };
}

/** Returns when the ticket's first reading was stored. */
export function firstRecordedAt({ events: [first], firstSeenAt }: TicketFacts): number {
  return first?.kind === "first_seen" ? Math.max(first.recordedAt, firstSeenAt) : firstSeenAt;
}
