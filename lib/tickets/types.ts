import type { Json, TicketAction, Turn } from "../providers/contract";

/** A provider's own word with the plain name we show; `known` is false for a word that this version does not know. */
export interface Word {
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
}

export interface TicketListItem {
  id: string;
  number: string;
  subject: string;
  provider: { id: string; name: string };
  connectionLabel: string;
  /** Set for staff, who see every organization. */
  organizationName: string | null;
  status: Word;
  turn: Turn;
  priority: Word | null;
  services: string[];
  requesterName: string | null;
  messageCount: number | null;
  /** The newest time that the provider gives for this ticket. */
  activityAt: Date;
  /** When the provider was last read for this very ticket. */
  readAt: Date;
}

/** A filing that is not a ticket yet. */
export interface PendingSubmission {
  id: string;
  kind: "create" | "reply" | "close" | "reopen" | "solve" | "collaborators";
  state: "queued" | "sending" | "rejected" | "unknown" | "asked";
  subject: string;
  connectionLabel: string;
  createdAt: Date;
  message: string | null;
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
  attachments: AttachmentView[];
}

export interface AttachmentView {
  id: string;
  filename: string;
  mimeType: string | null;
  /** Our own address of the bytes; null where the provider has no download. */
  href: string | null;
}

export interface ServiceView {
  id: string | null;
  kindLabel: string;
  name: string;
  externalId: string | null;
  details: Array<{ label: string; value: string }>;
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

export interface TicketDetail extends TicketListItem {
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
  serviceDetails: ServiceView[];
  details: DetailView[];
  events: EventView[];
  actions: ReadonlyArray<"reply" | TicketAction>;
  /** Where the conversation goes on, for providers whose messages cannot be read here. */
  providerUrl: string | null;
  hasConversation: boolean;
  freshness: Freshness;
  pending: PendingSubmission[];
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
  revisions: RevisionView[];
  requests: ProviderRequestView[];
  /** Earlier tickets of the same organization, newest first. */
  others: TicketListItem[];
}
