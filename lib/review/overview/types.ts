import type { LabelledValue } from "../../providers/labels";
import type { OverviewFilters } from "./overview-filters";
import type { DayPeriod, Preset } from "./period";

/** A number of waits, and how long they took together. */
export interface Waits {
  count: number;
  ms: number;
}

export interface OverviewSums {
  opened: number;
  done: number;
  firstAnswers: Waits;
  /** Turns of providers and of customers that ended. */
  theirs: Waits;
  yours: Waits;
}

export type WaitName = "firstAnswers" | "theirs" | "yours";

/** Of some waits, in milliseconds. */
export interface Spread {
  median: number;
  longest: { ms: number; ticketId: string };
  /** Of every wait of the period, not of its latest alone. */
  isMedianOfAll: boolean;
  isLongestOfAll: boolean;
}

/** Of one kind of waits; a category's key begins with its provider. */
export interface WaitTimes {
  /** Null: none. */
  total: Spread | null;
  providers: ReadonlyMap<string, Spread>;
  categories: ReadonlyMap<string, Spread>;
  services: ReadonlyMap<string, Spread>;
  /** Counts only so many latest waits; null: all. */
  latest: number | null;
}

export interface PeriodSums extends DayPeriod {
  sums: OverviewSums;
}

interface ProviderSums {
  provider: string;
  name: string;
  sums: OverviewSums;
}

interface CategorySums extends ProviderSums {
  /** Empty: of tickets without one. */
  categoryId: string;
  label: LabelledValue;
}

export interface ServiceSums {
  serviceId: string;
  name: string;
  organizationName: string;
  sums: OverviewSums;
}

/** Figures of a period. */
export interface OverviewFigures {
  total: OverviewSums;
  buckets: PeriodSums[];
  providers: ProviderSums[];
  /** Those with most tickets. */
  categories: CategorySums[];
  moreCategories: boolean;
  services: ServiceSums[];
  moreServices: boolean;
  times: Record<WaitName, WaitTimes>;
  /** When they were read. */
  at: Date;
}

/** All but done. */
export type OpenTurn = "theirs" | "yours" | "paused" | "unclear";

export interface WaitingTicket {
  id: string;
  number: string;
  subject: string;
  organizationName: string;
  providerName: string;
  /** Since when it is this turn. */
  since: Date;
}

export interface UnsettledSubmission {
  id: string;
  state: "unknown" | "needs_decision" | "rejected";
  organizationName: string;
  accountLabel: string;
  /** Of its ticket, or the one that it files. */
  subject: string | null;
  ticketId: string | null;
  at: Date;
}

/** The present, whatever the period. */
export interface OverviewNow {
  turns: Array<{ turn: OpenTurn; count: number; isMore: boolean }>;
  waits: Record<"theirs" | "yours", WaitingTicket[]>;
  unknown: number;
  rejected: number;
  /** The latest of them. */
  submissions: UnsettledSubmission[];
  failing: number;
}

export interface OverviewChoice {
  id: string;
  name: string;
}

export interface Overview {
  /** Without values that nothing has. */
  filters: OverviewFilters;
  figures: OverviewFigures;
  now: OverviewNow;
  presets: Record<Preset, DayPeriod>;
  providers: OverviewChoice[];
  /** Those that are filtered, by name. */
  organization: OverviewChoice | null;
  service: OverviewChoice | null;
  category: LabelledValue | null;
  /** Null unless an organization is searched for. */
  found: OverviewChoice[] | null;
}
