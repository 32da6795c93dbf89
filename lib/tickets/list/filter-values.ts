import type { ScopeValues } from "../../auth/scope";
import type { TicketFilters } from "../schemas";
import type { MomentValues } from "./past/past-tickets";
import type { SearchValues } from "./search-condition";
import type { NamedValues } from "./types";

export const COLUMNS = [
  "turn",
  "provider",
  "status",
  "priority",
  "organization",
  "account",
  "category",
  "assignee",
] as const;

export type ColumnFilter = (typeof COLUMNS)[number];

/** One value is an equality, which an ordered index can serve. */
export type ColumnValues = Partial<Record<ColumnFilter, string>> &
  Partial<Record<`${ColumnFilter}In` | `${ColumnFilter}Not`, readonly string[]>>;

export interface FilterValues extends ScopeValues, MomentValues, SearchValues, ColumnValues {
  serviceIn?: readonly string[];
  serviceNot?: readonly string[];
  /** Patterns of a requester's name, and what was typed for them. */
  from?: string[];
  fromTyped?: string[];
  fromNot?: string[];
  withFile?: true;
  withoutFile?: true;
  filedByMe?: true;
  notFiledByMe?: true;
  filedByColleagues?: true;
  onlyUnread?: true;
  withoutUnread?: true;
  onlyArchived?: true;
  withoutArchived?: true;
  /** ISO: the first moment, and the first one that is too late. */
  since?: string;
  until?: string;
  /** True for the period that has the fewest tickets, unless it has many. */
  openedFirst?: true;
  doneFirst?: true;
  answeredFirst?: true;
  /** ISO: the same for the times in a ticket's timeline. */
  openedSince?: string;
  openedUntil?: string;
  doneSince?: string;
  doneUntil?: string;
  answeredSince?: string;
  answeredUntil?: string;
  /** At the provider. */
  onlyRemoved?: true;
  withoutRemoved?: true;
  /** ISO: bounds of when it was opened, and of the question without an answer. */
  ageBefore?: string;
  ageSince?: string;
  askedBefore?: string;
  askedSince?: string;
  categoryId?: string;
  withoutCategory?: true;
  /** No ticket can meet the filters. */
  nothing?: true;
}

export interface ReadSearch {
  /** `q` has no words that filter. */
  filters: TicketFilters;
  also: FilterValues;
  /** Words with a value that nothing has, which are searched as text. */
  asText: string[];
  named: NamedValues;
}
