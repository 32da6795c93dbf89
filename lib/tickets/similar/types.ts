import type { LabelledValue } from "../../providers/labels";

export interface KnownTicket {
  id: string;
  number: string;
  subject: string;
  status: LabelledValue;
  activityAt: Date;
  requesterName: string | null;
}

interface SolvedTicket extends KnownTicket {
  /** The beginning of the provider's last message. */
  answer: string;
}

export interface KnownTickets {
  open: KnownTicket[];
  /** More are open than are listed. */
  hasMore: boolean;
  solved: SolvedTicket[];
}
