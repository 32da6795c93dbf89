import type { Json } from "../providers/contract";
import type { TicketDetail } from "../tickets/detail/types";
import type { RelatedGroup } from "./related/types";

export interface RevisionView {
  id: string;
  seenAt: Date;
  raw: Json;
}

export interface ProviderRequestView {
  id: string;
  what: string;
  outcome: string;
  at: Date;
  requestId: string | null;
  message: string | null;
  /** The provider's own words, untranslated. */
  words?: string;
}

export interface ReviewTicketDetail extends TicketDetail {
  organizationId: string;
  connectionId: string;
  /** One page, newest first, and those requested by id. */
  revisions: RevisionView[];
  revisionCount: number;
  /** The next older page; null on the last. */
  olderRevisions: string | null;
  requests: ProviderRequestView[];
  related: RelatedGroup[];
}
