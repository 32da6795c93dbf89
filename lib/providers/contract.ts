import type { CallRecord } from "@/lib/http/types";

import type { FilingChoices, FilingFormDescription } from "./forms/contract";

export type { CallRecord };

/**
 * What a ticket provider is. Everything else knows a provider only through these types and the
 * registry. What can fail throws AppError with a `provider_*` code.
 */

/** Whose turn it is, derived from the provider's status. */
export type Turn = "yours" | "theirs" | "paused" | "done" | "unclear";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a connection can do. `inventory:*` is a kind of service that can be listed. */
export type Capability =
  | "departments"
  | "read"
  | "file"
  | "reply"
  | "close"
  | "reopen"
  | "solve"
  | "attach"
  | `inventory:${string}`;

/** From the last check. `missingScope` is named by the provider. */
export interface CapabilityState {
  capability: Capability;
  label: string;
  available: boolean;
  missingScope?: string;
  reason?: string;
}

export interface ConnectionCheck {
  /** Owner of the credential, where the provider tells. */
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
  /** The opening message, which is not in `messages`. */
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
  /** Provider-specific fields, by the keys of its detail descriptors. */
  fields: { [key: string]: Json };
  /** The ticket's page at the provider. */
  providerUrl: string | null;
  /** False for a summary, which `readTicket` completes. */
  complete: boolean;
  /** Messages and files without a usable id; while there are any, none counts as removed. */
  leftOut?: number;
  /** The ticket's JSON as received. */
  raw: Json;
  /** When the request was sent, by our clock. */
  readAt: Date;
}

export interface TicketPage {
  tickets: TicketSnapshot[];
  /** Items without a usable id; while there are any, missing items prove nothing. */
  leftOut?: number;
  /** Total number of tickets, if known. */
  total?: number;
  /** Cursor of the next page; null after the last. Undefined where reading cannot resume here. */
  next?: string | null;
}

export interface CategorySnapshot {
  externalId: string;
  label: string | null;
}

/** A domain, server, hosting account or project of the inventory. */
export interface ServiceSnapshot {
  kind: string;
  externalId: string;
  name: string | null;
  /** The provider's own word. */
  status: string | null;
  details: { [key: string]: Json };
}

/** A page has only the list of its resource's kind. */
export interface ResourcePage extends Partial<TicketPage> {
  categories?: CategorySnapshot[];
  services?: ServiceSnapshot[];
}

/** A mirrored list. One loop reads all of them. */
export interface Resource {
  /** Stored in checkpoints and runs. */
  readonly name: string;
  readonly kind: "tickets" | "categories" | "services";
  /** For services: `LinkedService.kind`. */
  readonly serviceKind?: string;
  /** 0: in every sync. */
  readonly minIntervalMinutes: number;
  /** Pages from a cursor on. Throws provider_forbidden when this key may not list the resource. */
  pages(from: string | null): AsyncIterable<ResourcePage>;
}

/** A file to send. */
export interface OutgoingFile {
  /** Without path and control characters. */
  filename: string;
  /** From the content. */
  mimeType: string;
  /** Bytes. */
  size: number;
  /** Throws when the stored bytes are damaged; call before sending. */
  check(): Promise<void>;
  /** Streams the bytes, so that a large file is never in memory as a whole. */
  pieces(): AsyncIterable<Uint8Array>;
}

export interface FilingExtras {
  /** For a provider that takes files with the ticket (`FileRules.way`). */
  files?: readonly OutgoingFile[];
  /** The provider's id of the closed ticket that this one follows. */
  continues?: string;
}

interface ReplyInput {
  message: string;
  encrypted: boolean;
}

export interface DownloadedFile {
  body: ReadableStream<Uint8Array>;
  contentType: string | null;
  contentLength: number | null;
}

/** One credential in use. Created per job. */
export interface ProviderSession {
  /** Throws provider_unauthorized; a missing scope is an unavailable capability. */
  check(): Promise<ConnectionCheck>;
  /** One cheap call that throws provider_unauthorized for a wrong credential; default: `check`. */
  confirmCredential?(): Promise<void>;
  /**
   * Live choices of the filing form, which may depend on other `values`. A field that cannot be
   * read has a problem; a dead credential throws provider_unauthorized.
   */
  filingChoices(values: Record<string, string>): Promise<FilingChoices>;
  /**
   * Files a ticket once. provider_invalid has errors by form field. After provider_unknown_outcome
   * the ticket may exist: never repeat it without a user's decision.
   */
  fileTicket(values: unknown, extras?: FilingExtras): Promise<TicketSnapshot>;
  /** All tickets page by page, latest change first where possible. */
  listTickets(from?: string | null): AsyncIterable<TicketPage>;
  /** Tickets first. */
  readonly resources: readonly Resource[];
  /** Returns the full ticket; null when the provider has none with this id. */
  readTicket(externalId: string): Promise<TicketSnapshot | null>;
  /** Returns the id of the message, where the provider tells it. */
  reply?(externalId: string, input: ReplyInput): Promise<string | null>;
  /** Uploads a file that joins the next message (`FileRules.way` is "pinned"). */
  upload?(externalId: string, file: OutgoingFile): Promise<void>;
  /** Replaces the collaborators. Returns the ticket where the provider sends it. */
  setCollaborators?(externalId: string, ids: readonly string[]): Promise<TicketSnapshot | null>;
  /** Returns the ticket where the provider sends it. */
  act?(externalId: string, action: TicketAction): Promise<TicketSnapshot | null>;
  /** Downloads from the provider's own origin only. */
  download?(attachment: TicketAttachment): Promise<DownloadedFile>;
}

type TicketAction = "close" | "reopen" | "solve";

/** `continue`: `continueBy` says how. */
export type TicketMove = "reply" | TicketAction | "collaborators" | "continue";

/** reopen-and-reply: two calls. new-ticket: a new ticket that names the old one. */
export type ContinueWay = "reopen" | "reopen-and-reply" | "new-ticket";

export interface AccessToken {
  token: string;
  expiresAt: Date;
}

/** Stores a connection's short-lived token between sessions. Values are secret. */
export interface TokenStore {
  get(): Promise<AccessToken | null>;
  set(token: AccessToken | null): Promise<void>;
  /** Runs `work` exclusively among all users of the store. Absent where it is not shared. */
  alone?<T>(work: () => Promise<T>): Promise<T>;
}

export interface SessionOptions {
  credential: string;
  tokens: TokenStore;
  fetch?: typeof fetch;
  signal?: AbortSignal;
  /** Called after each attempt. */
  onCall?: (call: CallRecord) => void;
  /** Awaited before each attempt; see `HttpTarget`. */
  beforeCall?: (changes: boolean) => Promise<() => void>;
}

/** How a provider-specific field is shown. */
export interface DetailDescriptor {
  key: string;
  label: string;
  kind: "text" | "time" | "url" | "list" | "boolean" | "json";
  staffOnly?: boolean;
}

export interface TicketProvider {
  readonly id: string;
  readonly name: string;
  readonly credential: {
    label: string;
    help: string;
    /** Where a user adds a missing scope; a sentence. */
    whereToAdd?: string;
  };
  /** A missing status is `unclear`. */
  readonly turns: Readonly<Record<string, Turn>>;
  /** Labels of the provider's words; others are shown as they are. */
  readonly statuses: Readonly<Record<string, string>>;
  /** From lowest to highest. */
  readonly priorities: Readonly<Record<string, string>>;
  /** "Department", "Category". */
  readonly categoryLabel: string;
  readonly serviceKinds: Readonly<Record<string, string>>;
  readonly details: readonly DetailDescriptor[];
  readonly form: FilingFormDescription;
  /** False where messages cannot be read: the conversation is at `providerUrl`. */
  readonly hasConversation: boolean;
  /** Actions on a ticket in this status, if the connection allows them. */
  actionsFor(status: string): readonly TicketMove[];
  /** Parses stored JSON, to show a ticket as it was; null when it cannot be parsed. */
  snapshotOf(raw: Json, readAt: Date): TicketSnapshot | null;
  /** Null for a ticket that is not finished. */
  continueBy(status: string): ContinueWay | null;
  /** Initial values of a follow-up's filing form. */
  followUpValues?(ticket: EarlierTicket): Record<string, string>;
  /** The provider's id of the ticket that a ticket with these fields follows up, or null. */
  followedTicketId?(fields: Readonly<Record<string, Json>>): string | null;
  open(options: SessionOptions): ProviderSession;
}

export interface EarlierTicket {
  priority: string | null;
  categoryId: string | null;
  fields: Readonly<Record<string, Json>>;
  services: readonly { kind: string; externalId: string | null }[];
}
