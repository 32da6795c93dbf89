import type { CallRecord } from "@/lib/http/types";

import type { FilingChoices, FilingFormDescription } from "./forms/contract";

export type { CallRecord };

/**
 * What a ticket provider is. A provider lives in its own folder under lib/providers and is known to the rest of the product
 * only through these types and the registry. Everything that can fail throws AppError with one of the `provider_*` codes.
 */

/** Whose move a ticket is, derived from the provider's status. */
export type Turn = "yours" | "theirs" | "paused" | "done" | "unclear";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What can be done through a connection. `inventory:*` names a kind of service that can be listed. */
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

/** One capability as the last check found it. Not available: `missingScope` names the scope if the provider did, `reason` says why in words. */
export interface CapabilityState {
  capability: Capability;
  label: string;
  available: boolean;
  missingScope?: string;
  reason?: string;
}

export interface ConnectionCheck {
  /** Who the provider says the credential belongs to; empty where it does not tell. */
  account: { id?: string; name?: string; email?: string };
  capabilities: CapabilityState[];
}

/** A service as one ticket names it. `externalId` is null where the provider gives a name only. */
export interface LinkedService {
  kind: string;
  externalId: string | null;
  name: string | null;
  details: { [key: string]: Json };
}

export interface TicketMessage {
  externalId: string;
  /** The provider's word: customer, staff, automation, or an unknown one. */
  sender: string;
  senderName: string | null;
  body: string | null;
  encrypted: boolean;
  sentAt: Date | null;
}

export interface TicketAttachment {
  externalId: string;
  /** Null when the file belongs to the ticket's opening. */
  messageExternalId: string | null;
  filename: string | null;
  mimeType: string | null;
  /** As the provider sent it; only the provider's own client may interpret it. */
  downloadUrl: string | null;
}

/** What a provider said of one ticket in one answer. Undefined: this answer does not tell. Null: the provider says there is none. */
export interface TicketSnapshot {
  externalId: string;
  number: string;
  subject: string | null;
  /** The opening message. Never repeated in `messages`. */
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
  /** What only this provider tells, by the keys of its detail descriptors. */
  fields: { [key: string]: Json };
  /** Where the customer can see the ticket at the provider. */
  providerUrl: string | null;
  /** False for a summary: the full ticket takes a `readTicket`. */
  complete: boolean;
  /** Messages and files of this ticket without a usable identity. While there are some, none counts as removed. */
  leftOut?: number;
  /** The answer's JSON of this ticket, untouched. */
  raw: Json;
  /** When the request that brought this was sent, by our clock. */
  readAt: Date;
}

export interface TicketPage {
  tickets: TicketSnapshot[];
  /** Items of this page without a usable identity. Nothing may be concluded from what is not on it then. */
  leftOut?: number;
  /** How many tickets there are in all, if the provider tells. */
  total?: number;
  /** Where another reading goes on after this page; null after the last. Undefined where the provider cannot be asked to go on from here. */
  next?: string | null;
}

/** A department or category of the account. */
export interface CategorySnapshot {
  externalId: string;
  label: string | null;
}

/** A domain, server, hosting account or project as the provider's inventory lists it. */
export interface ServiceSnapshot {
  kind: string;
  externalId: string;
  name: string | null;
  /** The provider's own word. */
  status: string | null;
  details: { [key: string]: Json };
}

/** One page of one resource; only the list of its kind is there. */
export interface ResourcePage extends Partial<TicketPage> {
  categories?: CategorySnapshot[];
  services?: ServiceSnapshot[];
}

/** What a provider has that is mirrored. One loop reads all of them, as these few facts tell. */
export interface Resource {
  /** "tickets", "departments", "domains": stands in checkpoints and runs. */
  readonly name: string;
  readonly kind: "tickets" | "categories" | "services";
  /** Of services: what they are called in `LinkedService.kind`. */
  readonly serviceKind?: string;
  /** Read at most this often. 0: in every sweep. */
  readonly minIntervalMinutes: number;
  /** Page after page, from where `from` tells (`ResourcePage.next` of an earlier reading). A resource that this key may not list throws provider_forbidden. */
  pages(from: string | null): AsyncIterable<ResourcePage>;
}

/** A file on its way to the provider. */
export interface OutgoingFile {
  /** Safe: no path, no control characters. */
  filename: string;
  /** By content. */
  mimeType: string;
  /** Bytes. */
  size: number;
  /** Throws when the bytes are not stored as they arrived. To be called before anything is sent. */
  check(): Promise<void>;
  /** The bytes from the beginning, piece by piece: a large file is never in memory as a whole. */
  pieces(): AsyncIterable<Uint8Array>;
}

export interface FilingExtras {
  /** Only for a provider that takes files with the ticket (`FileRules.way`). */
  files?: readonly OutgoingFile[];
  /** The provider's id of the closed ticket that this one goes on from. */
  continues?: string;
}

export interface ReplyInput {
  message: string;
  encrypted: boolean;
}

export interface DownloadedFile {
  body: ReadableStream<Uint8Array>;
  contentType: string | null;
  contentLength: number | null;
}

/** One credential at work. Made for a job (a page view, a filing, a sweep) and thrown away after it. */
export interface ProviderSession {
  /**
   * Tries the credential without changing anything at the provider, and finds what it can do. Throws provider_unauthorized
   * for a wrong credential; a missing scope is not an error but an unavailable capability.
   */
  check(): Promise<ConnectionCheck>;
  /** One cheap call that tells whether the credential is accepted at all. Throws provider_unauthorized if not. Absent: `check` tells. */
  confirmCredential?(): Promise<void>;
  /** The live choices of the filing form's fields; `values` are the form's values so far, which some choices depend on. A field that cannot be read carries its problem; a dead credential is provider_unauthorized. */
  filingChoices(values: Record<string, string>): Promise<FilingChoices>;
  /**
   * Files a ticket once. `values` are the filing form's validated values, the message with whatever filing adds to it. provider_invalid carries errors by form field name.
   * provider_unknown_outcome: the ticket may exist; never file again without a person's word.
   */
  fileTicket(values: unknown, extras?: FilingExtras): Promise<TicketSnapshot>;
  /** Every ticket of the account, page by page, newest change first where the provider allows it; never all in memory. */
  listTickets(from?: string | null): AsyncIterable<TicketPage>;
  /** What a sweep reads, tickets first. */
  readonly resources: readonly Resource[];
  /** One ticket in full, or null when the provider has none under this id. */
  readTicket(externalId: string): Promise<TicketSnapshot | null>;
  /** Resolves with the provider's id of the message, where it tells one. */
  reply?(externalId: string, input: ReplyInput): Promise<string | null>;
  /** Hands over one file, which joins the ticket with the next message (`FileRules.way` is "pinned"). */
  upload?(externalId: string, file: OutgoingFile): Promise<void>;
  /** Makes these the ticket's collaborators, and nobody else. The answer is the refreshed ticket where the provider sends one. */
  setCollaborators?(externalId: string, ids: readonly string[]): Promise<TicketSnapshot | null>;
  /** The action's answer is the refreshed ticket where the provider sends one. */
  act?(externalId: string, action: TicketAction): Promise<TicketSnapshot | null>;
  /** The bytes of one attachment, from the provider's own origin only. */
  download?(attachment: TicketAttachment): Promise<DownloadedFile>;
}

export type TicketAction = "close" | "reopen" | "solve";

/** What a person can do to a ticket. `continue`: go on with a finished one, in the way that `continueBy` tells. */
export type TicketMove = "reply" | TicketAction | "collaborators" | "continue";

/** reopen: back to open, nothing more. reopen-and-reply: two calls, as a finished ticket takes no message. new-ticket: another one that names it. */
export type ContinueWay = "reopen" | "reopen-and-reply" | "new-ticket";

export interface AccessToken {
  token: string;
  expiresAt: Date;
}

/** Where a provider keeps the short-lived token of one connection between sessions. Values are secret. */
export interface TokenStore {
  get(): Promise<AccessToken | null>;
  set(token: AccessToken | null): Promise<void>;
  /**
   * Runs `work` while nobody else who shares the store, in this process or another, runs theirs; `get` then tells what the last
   * one left. Absent where the store is not shared.
   */
  alone?<T>(work: () => Promise<T>): Promise<T>;
}

export interface SessionOptions {
  credential: string;
  tokens: TokenStore;
  fetch?: typeof fetch;
  signal?: AbortSignal;
  /** Told of each attempt when it is over. */
  onCall?: (call: CallRecord) => void;
  /** Awaited before each attempt; see `HttpTarget`. `httpOptions` passes both on. */
  beforeCall?: (changes: boolean) => Promise<() => void>;
}

/** How one of a ticket's provider fields is shown. */
export interface DetailDescriptor {
  key: string;
  label: string;
  kind: "text" | "time" | "url" | "list" | "boolean" | "json";
  /** Staff only: the provider's inner workings. */
  staffOnly?: boolean;
}

export interface TicketProvider {
  readonly id: string;
  readonly name: string;
  readonly credential: {
    label: string;
    help: string;
    /** How a key gets what it lacks, and where; a sentence. */
    whereToAdd?: string;
  };
  /** Turn by status. A status that is not here is `unclear`. */
  readonly turns: Readonly<Record<string, Turn>>;
  /** Plain names of the provider's own words; an unknown word is shown as it is. */
  readonly statuses: Readonly<Record<string, string>>;
  /** From lowest to highest. */
  readonly priorities: Readonly<Record<string, string>>;
  /** What its category is called: "Department", "Category". */
  readonly categoryLabel: string;
  readonly serviceKinds: Readonly<Record<string, string>>;
  readonly details: readonly DetailDescriptor[];
  readonly form: FilingFormDescription;
  /** False where the provider has no call that reads messages: the conversation goes on at `providerUrl`. */
  readonly hasConversation: boolean;
  /** What may be done to a ticket in this status, given what the connection can do. */
  actionsFor(status: string): readonly TicketMove[];
  /** What the provider's JSON of one ticket says, read again: for showing a ticket as it was. Null for what cannot be read any more. */
  snapshotOf(raw: Json, readAt: Date): TicketSnapshot | null;
  /** How a ticket in this status is gone on with; null for one that is not finished. */
  continueBy(status: string): ContinueWay | null;
  /** What the form of a follow-up begins with: values of the filing form by field, as the earlier ticket had them. */
  followUpValues?(ticket: EarlierTicket): Record<string, string>;
  open(options: SessionOptions): ProviderSession;
}

/** What a provider needs to know of a mirrored ticket to fill the form of a follow-up. */
export interface EarlierTicket {
  priority: string | null;
  categoryId: string | null;
  fields: Readonly<Record<string, Json>>;
  services: readonly { kind: string; externalId: string | null }[];
}
