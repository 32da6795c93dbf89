import type { Route } from "next";

import type { Turn } from "../../providers/contract";
import type { LabelledValue } from "../../providers/labels";

export interface RelatedTicket {
  id: string;
  number: string;
  subject: string;
  /** By id. */
  provider: string;
  turn: Turn;
  status: LabelledValue;
  activityAt: Date;
}

/** Tickets of the same organization, by what else they have in common. */
export interface RelatedGroup {
  kind: "service" | "words" | "organization";
  tickets: RelatedTicket[];
  /** The list of all of them. */
  all: Route;
}
