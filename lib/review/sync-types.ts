import type { Freshness } from "../connections/freshness";

/** One hour of a connection's runs. */
export interface SyncHour {
  at: Date;
  runs: number;
  failed: number;
  calls: number;
  milliseconds: number;
  /** At the end of the hour; null if unknown. */
  lagSeconds: number | null;
  backlog: number | null;
  /** The minimum of the hour. */
  headroom: number | null;
}

/** The sync state of a connection, for staff. */
export interface SyncStateView extends Freshness {
  organizationName: string;
  /** Consecutive failures. */
  failures: number;
  /** Since the start of the last complete read; null before the first. */
  lagSeconds: number | null;
  /** Known tickets that have not been read in full. */
  backlog: number;
  tickets: number;
  /** Share of the last day's runs, 0 to 1; null without runs. */
  errorRate: number | null;
  /** Remaining share of the provider's rate limit, 0 to 1; null if unknown. */
  headroom: number | null;
  deletionsCheckedAt: Date | null;
  /** The last 24 hours, oldest first. */
  hours: SyncHour[];
}

export interface SyncStatePage {
  states: SyncStateView[];
  more: boolean;
  sums: { connections: number; failing: number; paused: number; overdue: number };
}

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
  /** Tickets that could not be stored. */
  unwritableTickets: number;
  rows: number;
  bytes: number;
  calls: number;
  full: boolean;
  /** Items dropped for lack of an id. */
  unreadableItems: number;
  errorCode: string | null;
  errorMessage: string | null;
  requestIds: string[];
}

/** A ticket that could not be stored, with its next attempt. */
export interface UnwritableTicketView {
  number: string;
  /** Null if the mirror has no row of it. */
  ticketId: string | null;
  reason: string;
  attempts: number;
  firstAt: Date;
  retryAt: Date;
}

export interface SyncStateDetail {
  state: SyncStateView;
  runs: SyncRunView[];
  /** There are older runs. */
  more: boolean;
  /** Oldest failures first. */
  unwritable: UnwritableTicketView[];
  moreUnwritable: boolean;
}
