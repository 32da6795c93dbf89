import type { Turn } from "../../providers/contract";
import type { LabelledValue } from "../../providers/labels";

export interface ListedCase {
  id: string;
  title: string;
  organizationId: string;
  organizationName: string;
  tickets: number;
  createdAt: Date;
  closedAt: Date | null;
}

export interface CasePage {
  items: ListedCase[];
  nextCursor: string | null;
  /** The organization of the filter; null: none, or unknown. */
  organizationName: string | null;
}

/** A ticket in a case, and how it got there. */
export interface CaseMember {
  id: string;
  number: string;
  subject: string;
  provider: string;
  status: LabelledValue;
  turn: Turn;
  addedAt: Date;
  /** Null: no longer known. */
  addedBy: string | null;
}

/** A time in the case that has ended. */
export interface FormerCaseMember {
  id: string;
  /** Of the ticket. */
  ticketId: string;
  number: string;
  subject: string;
  takenOutAt: Date;
  takenOutBy: string | null;
  /** False once the ticket is in the case again. */
  mayPutBack: boolean;
}

export interface ReviewCaseHead {
  id: string;
  title: string;
  organizationId: string;
  organizationName: string;
  createdAt: Date;
  createdBy: string | null;
  closedAt: Date | null;
  closedBy: string | null;
}

interface NamedCase {
  id: string;
  title: string;
}

/** The cases of a ticket, for its staff page. */
export interface TicketCases {
  current: (NamedCase & { tickets: number; isClosed: boolean })[];
  /** The latest that it was taken out of, and is not in again. */
  former: (NamedCase & { takenOutAt: Date; takenOutBy: string | null })[];
  /** Others of its organization that it can be added to, newest first. */
  others: NamedCase[];
  /** True if `others` are not all of them. */
  hasMore: boolean;
}

export interface OfferedTicket {
  id: string;
  number: string;
  subject: string;
  provider: string;
}

/** Tickets that can be added to a case. */
export interface OfferedTickets {
  isSearch: boolean;
  tickets: OfferedTicket[];
}
