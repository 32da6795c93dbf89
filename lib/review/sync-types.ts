import type { Freshness } from "../connections/freshness";

/** One hour of a connection's runs. */
export interface SyncHour {
  at: Date;
  runs: number;
  failed: number;
  calls: number;
  milliseconds: number;
  /** As they stood at the end of the hour; null where that is not known. */
  lagSeconds: number | null;
  backlog: number | null;
  /** The least of the hour. */
  headroom: number | null;
}

/** How the reading of one connection stands. */
export interface SyncStateView extends Freshness {
  organizationName: string;
  /** Reads that failed in a row. */
  failures: number;
  /** Since the last complete reading began; null before the first. */
  lagSeconds: number | null;
  /** Tickets that are known to be there and have not been read in full. */
  backlog: number;
  tickets: number;
  /** Part of the last day's runs that failed, 0 to 1; null without a run. */
  errorRate: number | null;
  /** Part of the provider's limit that is left, 0 to 1; null where it tells nothing that still holds. */
  headroom: number | null;
  /** When what is gone was last looked for. */
  deletionsCheckedAt: Date | null;
  /** The last 24 hours, oldest first. */
  hours: SyncHour[];
}

export interface SyncStatePage {
  states: SyncStateView[];
  more: boolean;
  sums: { connections: number; failing: number; paused: number; overdue: number };
}

/** One run, with what it read, changed and cost. */
export interface SyncRunView {
  id: string;
  trigger: string;
  outcome: string;
  startedAt: Date;
  finishedAt: Date | null;
  milliseconds: number;
  pages: number;
  ticketsRead: number;
  detailsRead: number;
  ticketsChanged: number;
  events: number;
  gone: number;
  returned: number;
  /** Tickets that could not be stored as the provider sent them. */
  unwritableTickets: number;
  rows: number;
  bytes: number;
  calls: number;
  full: boolean;
  /** Items without an id, which were left out. */
  unreadableItems: number;
  errorCode: string | null;
  errorMessage: string | null;
  requestIds: string[];
}

/** A ticket that could not be stored as the provider sent it, and when it is tried again. */
export interface UnwritableTicketView {
  number: string;
  /** Null when the mirror has no row of it at all. */
  ticketId: string | null;
  reason: string;
  attempts: number;
  firstAt: Date;
  retryAt: Date;
}

/** One connection with its newest runs and what could not be stored. */
export interface SyncStateDetail {
  state: SyncStateView;
  runs: SyncRunView[];
  /** There are older runs. */
  more: boolean;
  /** The oldest failures first. */
  unwritable: UnwritableTicketView[];
  moreUnwritable: boolean;
}
