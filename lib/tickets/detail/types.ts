import type { Freshness } from "../../connections/freshness";
import type { OutgoingFileView } from "../../files/types";
import type { ContinueWay, Json, MainDetail, TicketMove } from "../../providers/contract";
import type { FileRules } from "../../providers/forms/contract";
import type { PendingSubmission } from "../../submissions/types";
import type { TicketListItem } from "../list/types";
import type { WithheldReply } from "../moves";
import type { TicketStanding } from "./follow-state";
import type { NamesById } from "./names-by-id";
import type { ChangedFact, ServiceFact } from "./service-facts";
import type { WaitingView } from "./waiting";

export interface MessageView {
  id: string;
  /** Null if the provider gives no name. */
  author: string | null;
  /** The author's name at the provider, if a portal user with another name wrote it. */
  account?: string;
  /** The provider's word: customer, staff, automation, … */
  sender: string;
  /** Null when encrypted or not sent. */
  body: string | null;
  encrypted: boolean;
  sentAt: Date | null;
  /** The reference that was removed from the end of `body`. */
  reference: string | null;
  attachments: AttachmentView[];
  /** When the provider removed it. */
  removedAt?: Date;
}

export interface AttachmentView {
  id: string;
  filename: string;
  mimeType: string | null;
  /** Null if the provider has no download or has removed the file. */
  href: string | null;
  /** At another site than the provider's; people open it themselves. */
  isElsewhere: boolean;
  /** Address of a picture of it; null for staff, and where it has to be asked for. */
  preview: string | null;
}

export interface TicketLink {
  id: string;
  number: string;
  subject: string;
}

export interface LinkedServiceView {
  id: string | null;
  /** For `MarkedText`. */
  kindLabel: string;
  name: string;
  externalId: string | null;
  /** As first seen on the ticket. */
  details: ServiceFact[];
  /** The facts that are different now; none in the past. */
  changes: ChangedFact[];
  /** When it disappeared from the provider's list. */
  goneAt: Date | null;
}

export interface DetailView {
  /** By the provider. */
  key: string;
  label: string;
  kind: "text" | "time" | "url" | "list" | "boolean" | "json";
  value: Json;
  /** The value is a provider's id of something else. */
  isId: boolean;
  /** Of the user with this id; null where it is not known. */
  name: string | null;
  staffOnly: boolean;
}

export interface EventView {
  id: string;
  kind: string;
  /** In the viewer's language, for `MarkedText`: "Status changed from Open to Answered". */
  sentence: string;
  field: string | null;
  before: Json;
  after: Json;
  /** `before` and `after` are times, which the sentence leaves out. */
  isOfTimes?: boolean;
  happenedAt: Date | null;
  seenAt: Date;
  /** It happened between these; null where that is not known. */
  notBefore: Date | null;
  recordedAt: Date | null;
}

/** A value of the form that the provider does not return. */
export interface FiledValue {
  /** Of the form's field. */
  name: string;
  label: string;
  value: string;
}

/** Between a past version and the current one. */
export interface VersionDifferences {
  /** By the keys of the ticket's entries. */
  facts: string[];
  /** Ids of messages whose text is another one now, or that are removed. */
  messages: string[];
  /** The number of later ones. */
  laterMessages: number;
}

export interface TicketHistory {
  /** Newest first. */
  events: EventView[];
  /** Cursor of the next older page; null on the last. */
  olderEvents: string | null;
  /** True if newer events were left out. */
  isOlderHistory: boolean;
}

export interface ReplyRules {
  connectionId: string;
  /** Null if replies take no files. */
  files: FileRules | null;
  /** True if replies can be encrypted. */
  encrypts: boolean;
}

export interface TicketDetail extends TicketListItem, TicketHistory {
  /** The provider's id, for its support. */
  externalId: string;
  openedAt: Date | null;
  updatedAt: Date | null;
  lastMessageAt: Date | null;
  firstSeenAt: Date;
  categoryLabel: string;
  /** For `MarkedText`. */
  category: string | null;
  cc: string[];
  collaboratorIds: string[];
  /** Opening message first. */
  messages: MessageView[];
  /** The person who filed it here; null for other tickets. */
  filedBy: string | null;
  /** As filed here; empty for other tickets. */
  filedValues: FiledValue[];
  attachments: AttachmentView[];
  serviceDetails: LinkedServiceView[];
  details: DetailView[];
  /** Shown first; the others are folded. */
  mainDetails: readonly MainDetail[];
  userNames: NamesById;
  /** Set for a past state; `until` is null for the newest revision. */
  asOf: { seenAt: Date; until: Date | null } | null;
  /** From the current state; null for that one. */
  differences: VersionDifferences | null;
  /** When the previous revision was seen; null for the first and for the current state. */
  earlierAt: Date | null;
  /** Null in the past, and until it has been worked out. */
  waiting: WaitingView | null;
  /** Since when parts could not be stored; null for a complete ticket. */
  incompleteSince: Date | null;
  actions: readonly TicketMove[];
  /** Why it takes no reply although its status allows one. */
  mayNotReply: WithheldReply | null;
  /** Emails and pushes leave out its subject and messages. */
  isSensitive: boolean;
  privacy: { isPrivate: boolean; mayChange: boolean };
  /** The viewer may only read the organization's tickets. */
  isReader?: true;
  /** The rules for replies to it. */
  replies: ReplyRules;
  /** What "Continue" does; null for an unfinished ticket. */
  continueBy: ContinueWay | null;
  /** The mirrored ticket that this one follows up. */
  continues: TicketLink | null;
  continuedBy: TicketLink[];
  /** The ticket's page at the provider, where messages cannot be read here. */
  providerUrl: string | null;
  hasConversation: boolean;
  /** Last read of a conversation that can no longer be read. */
  conversationReadAt: Date | null;
  freshness: Freshness;
  /** Of the viewer, now. */
  standing: TicketStanding;
  pending: PendingSubmission[];
  /** Files that have not arrived. */
  outgoing: OutgoingFileView[];
  /** Sentences about differences between what was sent and what is on the ticket. */
  notices: string[];
}
