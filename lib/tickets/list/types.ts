import type { Freshness } from "../../connections/freshness";
import type { Turn } from "../../providers/contract";
import type { LabelledValue } from "../../providers/labels";
import type { MarkedParts, Snippet } from "../../search/highlight";
import type { PendingSubmission } from "../../submissions/types";
import type { NamedFilter } from "../filter-names";
import type { SavedView } from "../views/types";

export interface SearchHit {
  /** By turns without and with a mark. */
  subject: MarkedParts;
  /** Set if the row itself does not have all words. */
  snippet: Snippet | null;
}

export interface TicketListItem {
  id: string;
  number: string;
  subject: string;
  provider: { id: string; name: string };
  connectionId: string;
  connectionLabel: string;
  /** Set for staff only. */
  organizationName: string | null;
  status: LabelledValue;
  turn: Turn;
  priority: LabelledValue | null;
  services: string[];
  requesterName: string | null;
  messageCount: number | null;
  /** Since when it is this turn; null while that is not worked out. */
  turnSince: Date | null;
  /** Null without one, and for customers. */
  firstReplyMs: number | null;
  /** Has something that is new for the viewer; never for staff. */
  isUnread: boolean;
  /** By the viewer, and nothing new since. */
  isArchived: boolean;
  /** Hidden from others in the organization. */
  isPrivate: boolean;
  /** Wrote the newest message, if that is the last activity. */
  lastAuthor: string | null;
  /** The provider's newest time. */
  activityAt: Date;
  /** When the provider was last read for this ticket. */
  readAt: Date;
  /** Set if words were searched. */
  hit?: SearchHit;
  /** When it disappeared at the provider; null otherwise. */
  goneAt: Date | null;
}

/** A ticket in the command palette. */
export interface FoundTicket {
  id: string;
  number: string;
  subject: string;
  /** Its provider and status. */
  hint: string;
  /** Badge of a ticket that others in the organization cannot see. */
  private?: string;
}

export interface FilterChoice {
  value: string;
  label: string;
  /** Set if the label is the provider's own word. */
  raw?: true;
}

/** The values that a text in a filter of names finds. */
export interface NameSearch {
  name: NamedFilter;
  /** Without "-". */
  text: string;
  /** At most `MAX_NAMED`. */
  found: FilterChoice[];
  /** There are others, of which no ticket is shown. */
  isMore: boolean;
}

/** Of a list's filters of names. */
export interface NamedValues {
  searches: NameSearch[];
  /** Labels of values that exist. */
  chosen: Partial<Record<NamedFilter, FilterChoice[]>>;
}

/** Only values that this viewer can have. */
export interface FilterChoices {
  turn: FilterChoice[];
  provider: FilterChoice[];
  status: FilterChoice[];
  priority: FilterChoice[];
  service: FilterChoice[];
  /** For staff: only those chosen. */
  organization: FilterChoice[];
  account: FilterChoice[];
  category: FilterChoice[];
  assignee: FilterChoice[];
}

/** Tickets of each tab, counted up to `MAX_COUNTED + 1`. */
export type TurnCounts = Record<Turn | "all", number>;

export interface SearchCorrection {
  typed: string;
  /** With the words that were probably meant. */
  shown: string;
  /** The search for exactly what was typed. */
  exact: string;
}

export interface TicketPageView {
  items: TicketListItem[];
  /** Set if no ticket contains what was typed. */
  correction?: SearchCorrection;
  /** Null for staff. */
  counts: TurnCounts | null;
  /** The newest event when the page was loaded, of any ticket; "0" without any. */
  newestEventId: string;
  /** Tickets on all pages, if counted: up to one more than `MAX_TOTAL`. */
  total?: number;
  /** Null on the last page. */
  nextCursor: string | null;
  /** Null on the first page. */
  previousCursor: string | null;
  /** Words of the search such as `status:shut`, which no filter knows. */
  asText?: string[];
  /** Of texts in filters that take names. */
  searches?: NameSearch[];
  pending: PendingSubmission[];
  freshness: Freshness[];
  choices: FilterChoices;
  /** The viewer's own first, then those of their organizations. Staff have none. */
  views: SavedView[];
}
