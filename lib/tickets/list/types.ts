import type { Freshness } from "../../connections/freshness";
import type { Turn } from "../../providers/contract";
import type { LabelledValue } from "../../providers/labels";
import type { PendingSubmission } from "../../submissions/types";

export interface TicketListItem {
  id: string;
  number: string;
  subject: string;
  provider: { id: string; name: string };
  connectionId: string;
  connectionLabel: string;
  /** Set for staff, who see every organization. */
  organizationName: string | null;
  status: LabelledValue;
  turn: Turn;
  priority: LabelledValue | null;
  services: string[];
  requesterName: string | null;
  messageCount: number | null;
  /** The newest time that the provider gives for this ticket. */
  activityAt: Date;
  /** When the provider was last read for this very ticket. */
  readAt: Date;
  /** Since when the provider has shown it no more; null for one that it shows. */
  goneAt: Date | null;
}

export interface FilterChoice {
  value: string;
  label: string;
}

/** What the list's filters offer: only what this viewer can have. */
export interface FilterChoices {
  turn: FilterChoice[];
  provider: FilterChoice[];
  status: FilterChoice[];
  priority: FilterChoice[];
  service: FilterChoice[];
  /** Empty for customers. */
  organization: FilterChoice[];
}

export interface TicketPageView {
  items: TicketListItem[];
  /** The `after` of the next page; null on the last. */
  nextCursor: string | null;
  pending: PendingSubmission[];
  freshness: Freshness[];
  choices: FilterChoices;
}
