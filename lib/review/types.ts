import type { Json } from "../providers/contract";
import type { TicketDetail } from "../tickets/detail/types";
import type { TicketListItem } from "../tickets/list/types";

export interface RevisionView {
  id: string;
  seenAt: Date;
  raw: Json;
}

/** One request to a provider, for staff. */
export interface ProviderRequestView {
  id: string;
  what: string;
  outcome: string;
  at: Date;
  /** The provider's own id of the request. */
  requestId: string | null;
  message: string | null;
}

export interface ReviewTicketDetail extends TicketDetail {
  organizationId: string;
  connectionId: string;
  /** A page of them, newest first, with those that were asked for by id. */
  revisions: RevisionView[];
  revisionCount: number;
  /** The revision before which the next older page ends; null when there are no older ones. */
  olderRevisions: string | null;
  requests: ProviderRequestView[];
  /** Earlier tickets of the same organization, newest first. */
  others: TicketListItem[];
}
