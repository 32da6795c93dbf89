import type { Freshness } from "../../connections/freshness";
import type { OutgoingFileView } from "../../files/types";
import type { ContinueWay, Json, TicketMove } from "../../providers/contract";
import type { PendingSubmission } from "../../submissions/types";
import type { TicketListItem } from "../list/types";
import type { ServiceFact } from "./service-facts";

export interface MessageView {
  id: string;
  author: string;
  /** The provider's word for who wrote: customer, staff, automation, … */
  sender: string;
  /** Null when the provider sent none; `encrypted` says why, if it does. */
  body: string | null;
  encrypted: boolean;
  sentAt: Date | null;
  /** The reference that ended the text at the provider; the text here is without it. */
  reference: string | null;
  attachments: AttachmentView[];
  /** Since when the provider shows it no more. */
  removedAt?: Date;
}

export interface AttachmentView {
  id: string;
  filename: string;
  mimeType: string | null;
  /** Our own address of the bytes; null where the provider has no download, or has removed the file. */
  href: string | null;
}

export interface TicketLink {
  id: string;
  number: string;
  subject: string;
}

export interface LinkedServiceView {
  id: string | null;
  kindLabel: string;
  name: string;
  externalId: string | null;
  /** As they stood on the ticket when it was first read. */
  details: ServiceFact[];
  /** The provider's word for its status now, where that differs; null otherwise and for a ticket as it was. */
  now: string | null;
  /** Since when the provider lists it no more. */
  goneAt: Date | null;
}

export interface DetailView {
  label: string;
  kind: "text" | "time" | "url" | "list" | "boolean" | "json";
  value: Json;
  staffOnly: boolean;
}

export interface EventView {
  id: string;
  kind: string;
  /** One plain sentence: "Status changed from Open to Answered". */
  sentence: string;
  field: string | null;
  before: Json;
  after: Json;
  happenedAt: Date | null;
  seenAt: Date;
}

/** One page of a ticket's history. */
export interface TicketHistory {
  /** Newest first. */
  events: EventView[];
  /** The event before which the next older page ends; null when there are no older ones. */
  olderEvents: string | null;
  /** Newer events than these were left out on request. */
  isOlderHistory: boolean;
}

export interface TicketDetail extends TicketListItem, TicketHistory {
  /** The provider's own id, for its support. */
  externalId: string;
  openedAt: Date | null;
  updatedAt: Date | null;
  lastMessageAt: Date | null;
  firstSeenAt: Date;
  categoryLabel: string;
  category: string | null;
  cc: string[];
  collaboratorIds: string[];
  /** Opening message first. */
  messages: MessageView[];
  attachments: AttachmentView[];
  serviceDetails: LinkedServiceView[];
  details: DetailView[];
  /** Set when this is the ticket as it was: since when it had been seen so, and until when (null: still so). */
  asOf: { seenAt: Date; until: Date | null } | null;
  /** When it was last seen otherwise before that; null for the first revision and for a ticket as it is. */
  earlierAt: Date | null;
  /** Since when parts of it could not be stored; null for a whole ticket. */
  incompleteSince: Date | null;
  actions: readonly TicketMove[];
  /** The connection's key lacks the right to reply to this ticket, which takes replies otherwise. */
  mayNotReply: boolean;
  /** How "Continue" goes on; null for a ticket that is not finished. */
  continueBy: ContinueWay | null;
  /** The ticket that this one goes on from, and those that go on from it, as far as they are mirrored. */
  continues: TicketLink | null;
  continuedBy: TicketLink[];
  /** Where the conversation goes on, for providers whose messages cannot be read here. */
  providerUrl: string | null;
  hasConversation: boolean;
  freshness: Freshness;
  pending: PendingSubmission[];
  /** Files that were to come with a message and have not arrived (yet). */
  outgoing: OutgoingFileView[];
  /** Sentences about what is on the ticket and was not sent so. */
  notices: string[];
}
