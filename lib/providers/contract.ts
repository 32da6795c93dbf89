import type { CallRecord } from "@/lib/http/types";
import type { MessageKey } from "@/lib/i18n/message";

import type { FilingFormDescription, ProviderChoices, ServiceChoice } from "./forms/contract";

export type { CallRecord };

/** All that the rest knows of a provider. Failures are AppErrors with a `provider_*` code. */

/** Derived from the provider's status. */
export type Turn = "yours" | "theirs" | "paused" | "done" | "unclear";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * `conversation`: messages can be read. `attach_reply`: replies can carry files. `inventory:*` is a
 * kind of service that can be listed.
 */
export type Capability =
  | "departments"
  | "read"
  | "conversation"
  | "file"
  | "reply"
  | "attach_reply"
  | "close"
  | "reopen"
  | "solve"
  | "attach"
  | `inventory:${string}`;

/** `missingScope` is named by the provider. */
export interface CapabilityState {
  capability: Capability;
  available: boolean;
  missingScope?: string;
  /** See lib/i18n/stored-text. */
  reason?: string;
  /** For the provider's own use: the form of the calls that works. */
  via?: string;
}

export interface ConnectionCheck {
  /** Owner of the credential, where known. */
  account: { id?: string; name?: string; email?: string };
  capabilities: CapabilityState[];
}

/** `externalId` is null where the provider only gives a name. */
export interface LinkedService {
  kind: string;
  externalId: string | null;
  name: string | null;
  details: { [key: string]: Json };
}

export interface TicketMessage {
  externalId: string;
  /** The provider's word: customer, staff, automation or another. */
  sender: string;
  /** The provider's id of the sender. */
  senderId: string | null;
  senderName: string | null;
  body: string | null;
  encrypted: boolean;
  sentAt: Date | null;
}

export interface TicketAttachment {
  externalId: string;
  /** Null for a file of the opening message. */
  messageExternalId: string | null;
  filename: string | null;
  mimeType: string | null;
  /** Only the provider's own client may interpret it. */
  downloadUrl: string | null;
}

/** A ticket in one answer. Undefined: not in this answer. Null: the provider has none. */
export interface TicketSnapshot {
  externalId: string;
  number: string;
  subject: string | null;
  /** Opening message, not in `messages`. */
  body?: string | null;
  status: string;
  priority: string | null;
  category: { id: string; label: string | null } | null;
  openedAt: Date | null;
  updatedAt: Date | null;
  lastMessageAt: Date | null;
  requesterName: string | null;
  cc: string[];
  collaboratorIds: string[];
  messageCount: number | null;
  services: LinkedService[];
  messages?: TicketMessage[];
  attachments?: TicketAttachment[];
  /** By the keys of the detail descriptors. */
  fields: { [key: string]: Json };
  providerUrl: string | null;
  /** False for a summary, which `readTicket` completes. */
  complete: boolean;
  /** Items without a usable id; while there are any, none counts as removed. */
  leftOut?: number;
  /** As received. */
  raw: Json;
  /** When the request was sent, by our clock. */
  readAt: Date;
}

export interface TicketPage {
  tickets: TicketSnapshot[];
  /** Items without a usable id; while there are any, missing items prove nothing. */
  leftOut?: number;
  total?: number;
  /** Cursor of the next page; null after the last. Undefined where reading cannot resume here. */
  next?: string | null;
}

export interface CategorySnapshot {
  externalId: string;
  label: string | null;
}

export interface ServiceSnapshot {
  kind: string;
  externalId: string;
  name: string | null;
  status: string | null;
  details: { [key: string]: Json };
}

export interface ResourcePage extends Partial<TicketPage> {
  categories?: CategorySnapshot[];
  services?: ServiceSnapshot[];
  /** Changed states; the others stay. */
  capabilities?: CapabilityState[];
}

export interface Resource {
  /** Stored in checkpoints and runs. */
  readonly name: string;
  readonly kind: "tickets" | "categories" | "services" | "capabilities";
  /** For services: `LinkedService.kind`. */
  readonly serviceKind?: string;
  /** 0: in every sync. */
  readonly minIntervalMinutes: number;
  /** Throws provider_forbidden when the key may not list the resource. */
  pages(from: string | null): AsyncIterable<ResourcePage>;
}

export interface OutgoingFile {
  /** Without path and control characters. */
  filename: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  /** Throws when the stored bytes are damaged; call before sending. */
  check(): Promise<void>;
  /** Streamed, so that a large file is never in memory as a whole. */
  pieces(): AsyncIterable<Uint8Array>;
}

export interface FilingExtras {
  files?: readonly OutgoingFile[];
  /** The closed ticket's id at the provider. */
  continues?: string;
}

interface ReplyInput {
  message: string;
  encrypted: boolean;
  /** Only where `FileRules.way` is "in-call". */
  files?: readonly OutgoingFile[];
}

export interface DownloadedFile {
  body: ReadableStream<Uint8Array>;
  contentType: string | null;
  contentLength: number | null;
}

/** One credential in use, created per job. */
export interface ProviderSession {
  /** Throws provider_unauthorized; a missing scope is an unavailable capability. */
  check(): Promise<ConnectionCheck>;
  /** One cheap call; throws provider_unauthorized. Default: `check`. */
  confirmCredential?(): Promise<void>;
  /** A field that cannot be read has a problem; a dead credential throws provider_unauthorized. */
  filingChoices(values: Record<string, string>): Promise<ProviderChoices>;
  /** After provider_unknown_outcome the ticket may exist: repeat it only by a user's decision. */
  fileTicket(values: unknown, extras?: FilingExtras): Promise<TicketSnapshot>;
  listTickets(from?: string | null): AsyncIterable<TicketPage>;
  /** Tickets first. */
  readonly resources: readonly Resource[];
  /**
   * Null when the provider has no ticket with this id. `fieldsOnly`: messages are not needed; where
   * they take calls of their own, the snapshot is a summary.
   */
  readTicket(
    externalId: string,
    options?: { fieldsOnly?: boolean },
  ): Promise<TicketSnapshot | null>;
  /** Completes a list entry in fewer calls than `readTicket`, which is the default. */
  completeTicket?(listed: TicketSnapshot): Promise<TicketSnapshot | null>;
  /** Returns the message's id, where known. */
  reply?(externalId: string, input: ReplyInput): Promise<string | null>;
  /** The file joins the next message (`FileRules.way` is "pinned"). */
  upload?(externalId: string, file: OutgoingFile): Promise<void>;
  setCollaborators?(externalId: string, ids: readonly string[]): Promise<TicketSnapshot | null>;
  act?(externalId: string, action: TicketAction): Promise<TicketSnapshot | null>;
  /** Downloads from the provider's own origin only. */
  download?(attachment: TicketAttachment): Promise<DownloadedFile>;
}

type TicketAction = "close" | "reopen" | "solve";

/** `continue`: see `continueBy`. */
export type TicketMove = "reply" | TicketAction | "collaborators" | "continue";

/** reopen-and-reply: two calls. new-ticket: names the old one. */
export type ContinueWay = "reopen" | "reopen-and-reply" | "new-ticket";

export interface AccessToken {
  token: string;
  expiresAt: Date;
}

/** Keeps short-lived tokens between sessions. Values are secret. */
export interface TokenStore {
  get(): Promise<AccessToken | null>;
  set(token: AccessToken | null): Promise<void>;
  /** Exclusive among all users of the store. Absent where it is not shared. */
  alone?<T>(work: () => Promise<T>): Promise<T>;
}

export interface SessionOptions {
  credential: string;
  tokens: TokenStore;
  /** As last found out for the connection. */
  capabilities?: readonly CapabilityState[];
  /** Called when a call shows that some have changed; the others keep their state. */
  onCapabilities?: (changed: readonly CapabilityState[]) => void;
  fetch?: typeof fetch;
  signal?: AbortSignal;
  onCall?: (call: CallRecord) => void;
  /** Awaited before each attempt; see `HttpTarget`. */
  beforeCall?: (changes: boolean) => Promise<() => void>;
}

export interface DetailDescriptor {
  key: string;
  label: MessageKey;
  kind: "text" | "time" | "url" | "list" | "boolean" | "json";
  /** The value is an id, which is shown by its name where that is known. */
  idOf?: "user" | "organization";
  staffOnly?: boolean;
}

/** A fact of every provider's tickets, or `fields.` and the key of a detail descriptor. */
export type MainDetail =
  "category" | "service" | "requester" | "opened" | "turnSince" | `fields.${string}`;

/** By the provider's words, which are shown unchanged if they are missing. */
export type Labels = Readonly<Record<string, MessageKey>>;

export interface TicketProvider {
  readonly id: string;
  readonly name: string;
  /** The `summary.json` of its public status page, if the operator names it. */
  readonly statusUrl?: string;
  readonly credential: {
    label: MessageKey;
    help: MessageKey;
    /** The page where a user creates one. */
    keysUrl?: string;
    /** Where a user adds a missing scope; a sentence. */
    whereToAdd?: MessageKey;
    /** Matches only credentials of this provider, not all of them. */
    shape?: RegExp;
  };
  /** By `Capability`. */
  readonly capabilities: Labels;
  /** A missing status is `unclear`. */
  readonly turns: Readonly<Record<string, Turn>>;
  readonly statuses: Labels;
  /** From lowest to highest. */
  readonly priorities: Labels;
  /** Priorities that wake people in their quiet hours once it is their turn. */
  readonly urgentPriorities: readonly string[];
  readonly categoryLabel: MessageKey;
  /** Of the filing form. */
  readonly categoryField: string;
  /** By id; these labels win over the provider's own. */
  readonly categories: Labels;
  readonly serviceKinds: Labels;
  readonly serviceStatuses: Labels;
  /** Headings of services of one kind; the default is the kind's name. */
  readonly serviceGroups?: Labels;
  /** Statuses of services that need attention. */
  readonly troubledStatuses?: readonly string[];
  readonly details: readonly DetailDescriptor[];
  /** The detail with the id of the user who opened the ticket, where no name is given. */
  readonly openedByField?: string;
  /** Shown first, in this order; the others are folded. The default is every common one. */
  readonly mainDetails?: readonly MainDetail[];
  readonly form: FilingFormDescription;
  /**
   * Capabilities that not every account has. `when_shown`: available once a check or a call has shown
   * it. `off`: switched off by the operator. The others are available until a check finds otherwise.
   */
  readonly optional: Readonly<Partial<Record<Capability, "when_shown" | "off">>>;
  actionsFor(status: string): readonly TicketMove[];
  snapshotOf(raw: Json, readAt: Date): TicketSnapshot | null;
  continueBy(status: string): ContinueWay | null;
  /** The address of a file elsewhere, which people open themselves; null if `download` has it. */
  fileLink?(attachment: Pick<TicketAttachment, "downloadUrl">): string | null;
  followUpValues?(ticket: EarlierTicket): Record<string, string>;
  /** Null where the form has no choice for services of the kind. */
  serviceChoice?(service: Pick<ServiceSnapshot, "kind" | "externalId">): ServiceChoice | null;
  /** The provider's id of the ticket that is followed up, or null. */
  followedTicketId?(fields: Readonly<Record<string, Json>>): string | null;
  open(options: SessionOptions): ProviderSession;
}

export interface EarlierTicket {
  priority: string | null;
  categoryId: string | null;
  fields: Readonly<Record<string, Json>>;
  services: readonly { kind: string; externalId: string | null }[];
}
