import type { Freshness } from "../../connections/freshness";
import type { SyncStateFilter } from "./filters";

export interface SyncHour {
  at: Date;
  runs: number;
  failed: number;
  calls: number;
  milliseconds: number;
  /** At the end of the hour; null if unknown. */
  lagSeconds: number | null;
  backlog: number | null;
  /** The hour's minimum. */
  headroom: number | null;
}

export interface SyncStateView extends Freshness {
  organizationName: string;
  /** Consecutive failures. */
  failures: number;
  /** Since the start of the last complete read; null before the first. */
  lagSeconds: number | null;
  /** Known tickets not yet read in full; null while their number is unknown. */
  backlog: number | null;
  tickets: number;
  /** Of the last day's runs, 0 to 1; null without runs. */
  errorRate: number | null;
  /** Share of the rate limit left, 0 to 1; null if unknown. */
  headroom: number | null;
  deletionsCheckedAt: Date | null;
  /** The last 24, oldest first. */
  hours: SyncHour[];
}

export interface SyncStatePage {
  states: SyncStateView[];
  /** For `after`; null on the last page. */
  next: string | null;
  sums: Record<SyncStateFilter | "connections", number>;
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
  unwritableTickets: number;
  rows: number;
  bytes: number;
  calls: number;
  full: boolean;
  /** Dropped for lack of an id. */
  unreadableItems: number;
  errorCode: string | null;
  errorMessage: string | null;
  /** The provider's own words, untranslated. */
  words?: string;
  requestIds: string[];
}

export interface UnwritableTicketView {
  number: string;
  /** Null if not in the mirror. */
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
