import type { ErrorCode } from "../errors";
import type { OutgoingFileView } from "../files/types";
import type { ContinueWay, Json, TicketMove, Turn } from "../providers/contract";
import type { ServiceFact } from "./detail/service-facts";

export type { OutgoingFileView };

/** A provider's own word with the plain name we show; `known` is false for a word that this version does not know. */
export interface LabelledValue {
  value: string;
  label: string;
  known: boolean;
}

/** How fresh what we show of one connection is. */
export interface Freshness {
  connectionId: string;
  connectionLabel: string;
  providerId: string;
  providerName: string;
  /** When the last complete sweep began; null before the first one. */
  lastReadAt: Date | null;
  status: "active" | "needs_attention" | "disconnected";
  /** Why the newest attempt failed, if it did. */
  problem: { message: string; at: Date } | null;
  /** True while a sweep holds the connection. */
  running: boolean;
  /** When it is read next; null when that takes a person. */
  nextAt: Date | null;
  /** Staff have stopped its reading. */
  paused: boolean;
  /** No call goes to the provider before then: it asked for a pause, or does not answer. */
  providerPause: { until: Date; reason: "requested" | "unanswered" } | null;
  /** How far a sweep that is under way or waits to go on has come. */
  progress: SyncProgress | null;
}

/** How far a sweep has come. */
export interface SyncProgress {
  startedAt: Date;
  pages: number;
  tickets: number;
  /** How many there are in all, if the provider tells. */
  total: number | null;
  /** No complete reading has been made before this one. */
  isFirst: boolean;
}

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

/** What somebody asked for and the provider has not confirmed yet. */
export interface PendingSubmission {
  id: string;
  kind: "create" | "reply" | "close" | "reopen" | "solve" | "collaborators";
  /** sent: the provider has it, the mirror has not read it back yet. */
  state: "queued" | "sending" | "sent" | "rejected" | "unknown" | "needs_decision";
  step: "reopen" | "write" | "files" | "attach_message";
  subject: string;
  /** The message as it was typed; null for an encrypted one, and where there is none. */
  text: string | null;
  encrypted: boolean;
  /** What ends the message at the provider, and can be quoted. */
  reference: string | null;
  ticketId: string | null;
  connectionId: string;
  connectionLabel: string;
  providerName: string;
  /** Who asked for it. */
  by: string;
  byUserId: string;
  createdAt: Date;
  /** Why it waits or was refused, in words; the provider's own among them. */
  message: string | null;
  code: ErrorCode | null;
  /** Queued: when it is tried next, if the provider turned it away. Unknown: when it is looked for next. */
  nextAt: Date | null;
  /** Asked: since when it has been looked for in vain. Otherwise when it went out last. */
  sentAt: Date | null;
  /** How often the provider was read in search of it, and when it was read last. */
  checks: number;
  lookedAt: Date | null;
  /** Of a reply: its message is at the provider, and the mirror has not read it back yet. */
  awaitsReading: boolean;
  /** Nothing has gone out: it can be taken back, or taken back and changed. */
  canCancel: boolean;
  files: OutgoingFileView[];
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
