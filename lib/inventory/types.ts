import type { Freshness } from "../connections/freshness";
import type { ServiceFact } from "../tickets/detail/service-facts";
import type { FilterChoice, TicketListItem } from "../tickets/list/types";

/** A domain, server, hosting account or project. */
export interface ServiceListItem {
  id: string;
  name: string;
  kind: string;
  /** For `MarkedText`. */
  kindLabel: string;
  /** Heading of its kind, for `MarkedText`. */
  groupLabel: string;
  providerName: string;
  connectionLabel: string;
  /** For `MarkedText`; null if only tickets mention the service. */
  status: string | null;
  /** Its provider lists it with a status that needs attention, or its expiry has passed. */
  isTroubled: boolean;
  hasTroubledStatus: boolean;
  expiresAt: Date | null;
  hasExpired: boolean;
  /** Has expired, or expires soon and is not renewed automatically. */
  expiresSoon: boolean;
  /** When it disappeared from the provider's list. */
  goneAt: Date | null;
  tickets: number;
  /** Tickets that are not done. */
  openTickets: number;
  /** When its last change was seen; null for none. */
  changedAt: Date | null;
  /** True if the viewer may file a ticket about it. */
  mayFile: boolean;
}

/** Only values that the viewer's services have. */
export interface ServiceChoices {
  kind: FilterChoice[];
  state: FilterChoice[];
}

export interface ServicePage {
  services: ServiceListItem[];
  more: boolean;
  choices: ServiceChoices;
  freshness: Freshness[];
}

export interface ServiceChangeView {
  id: string;
  /** For `MarkedText`: "Status changed from Active to Suspended". */
  sentence: string;
  seenAt: Date;
}

export interface ServiceDetail extends ServiceListItem {
  organizationName: string;
  externalId: string;
  facts: ServiceFact[];
  /** Newest first. */
  changes: ServiceChangeView[];
  /** Cursor of the next older page; null on the last. */
  olderChanges: string | null;
  /** True if newer changes were left out. */
  isOlderHistory: boolean;
  newestTickets: TicketListItem[];
  freshness: Freshness;
}
