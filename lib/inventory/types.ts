import type { Freshness } from "../connections/freshness";
import type { ServiceFact } from "../tickets/detail/service-facts";
import type { TicketListItem } from "../tickets/list/types";

/** A domain, server, hosting account or project, as the mirror holds it. */
export interface ServiceListItem {
  id: string;
  name: string;
  kindLabel: string;
  providerName: string;
  connectionLabel: string;
  /** The provider's own word; null as long as only tickets tell of the service. */
  status: string | null;
  /** Since when the provider lists it no more. */
  goneAt: Date | null;
  tickets: number;
  /** Those of them that are not done. */
  openTickets: number;
  /** When something about it was last seen to change; null where nothing has. */
  changedAt: Date | null;
}

export interface ServicePage {
  services: ServiceListItem[];
  more: boolean;
  freshness: Freshness[];
}

/** One observed change of a service. */
export interface ServiceChangeView {
  id: string;
  /** "Status changed from active to suspended". */
  sentence: string;
  seenAt: Date;
}

export interface ServiceDetail extends ServiceListItem {
  organizationName: string;
  externalId: string;
  facts: ServiceFact[];
  /** A page of them, newest first. */
  changes: ServiceChangeView[];
  /** The change before which the next page begins; null when there is none. */
  olderChanges: string | null;
  /** This is not the newest page. */
  isOlderHistory: boolean;
  /** The newest tickets about it. */
  newestTickets: TicketListItem[];
  freshness: Freshness;
}
