import type { Route } from "next";

import type { Turn } from "../../providers/contract";

/** Each number has the list that counts to it. */
export interface OrganizationFigures {
  /** Tickets with a next move, without those that are gone. */
  turns: Array<{ turn: Turn; count: number; all: Route }>;
  /** Of the customer's and of the provider's turn, the one that has lasted longest. */
  longest: Array<{ turn: Turn; ticketId: string; number: string; subject: string; since: Date }>;
  /** The ticket that has waited longest for a reply. */
  unanswered: { ticketId: string; number: string; subject: string; since: Date } | null;
  /** Of the last year in UTC, the current one first. */
  months: MonthFigures[];
  /** Those with the most tickets of these months, first. */
  services: ServiceFigures[];
}

/** Lengths by the clock; null: there was none. */
export interface MonthFigures {
  /** Its first day, at 00:00 UTC. */
  month: Date;
  opened: number;
  openedList: Route;
  done: number;
  doneList: Route;
  firstReplies: number;
  firstRepliesList: Route;
  firstReplyMs: number | null;
  replyMs: number | null;
  theirsMs: number | null;
  yoursMs: number | null;
}

export interface ServiceFigures {
  id: string;
  name: string;
  opened: number;
  openedList: Route;
  firstReplyMs: number | null;
  replyMs: number | null;
}

export interface OrganizationConnection {
  id: string;
  label: string;
  provider: string;
  state: "healthy" | "failing" | "attention" | "paused" | "disconnected";
  lastReadAt: Date | null;
}

export interface OrganizationEvent {
  id: string;
  ticketId: string;
  number: string;
  subject: string;
  /** For `MarkedText`. */
  sentence: string;
  seenAt: Date;
}
