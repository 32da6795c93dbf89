import { type AppError, isAppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";
import { toStoredText } from "@/lib/i18n/stored-text";

import type {
  Capability,
  CapabilityState,
  OutgoingFile,
  TicketSnapshot,
  TokenStore,
} from "../../contract";
import { missingScopeOf } from "../../error-from-answer";
import { Problem } from "../../problem";
import { type CommentForm, NotComments, type UpsunCommentsClient } from "./comments-client";
import { messageAuthors, withComments } from "./conversation-map";
import { NewestTickets } from "./newest-tickets";
import { readComments, type TicketComments } from "./read-comments";
import { UserNames } from "./user-names";

/** `UPSUN_CONVERSATION`. */
export type ConversationMode = "off" | "read" | "reply";

const REPLYING: readonly Capability[] = ["reply", "attach_reply"];

/** One way to ask for a ticket's comments. */
type Ask<T> = (ticketId: string, form: CommentForm) => Promise<T>;

/** Ids of the credentials' own users, which never change. */
const callers = new WeakMap<TokenStore, string>();

interface Settings {
  mode: ConversationMode;
  /** The connection's stored states. */
  known: readonly CapabilityState[];
  tell: (changed: readonly CapabilityState[]) => void;
  /** The id of the credential's own user. */
  callerId: () => Promise<string | undefined>;
  /** Tickets to ask about when no list was read in this session. */
  listNewest: () => Promise<readonly TicketSnapshot[]>;
  tokens: TokenStore;
}

/** True for the answers of an Upsun without these calls, or without them for this account. */
function isRefusal(error: unknown): error is AppError {
  return (
    error instanceof NotComments ||
    isAppError(error, "provider_forbidden") ||
    isAppError(error, "provider_not_found") ||
    isAppError(error, "provider_invalid") ||
    isAppError(error, "provider_conflict")
  );
}

function statusOf(error: unknown): number | undefined {
  return isAppError(error) && error.cause instanceof Problem ? error.cause.status : undefined;
}

function formOf(via: string | undefined): CommentForm | null {
  return via === "path" || via === "filter" ? via : null;
}

/** Conversations of one connection's tickets, where its account has them. */
export class UpsunConversations {
  readonly newest = new NewestTickets();
  readonly #client: UpsunCommentsClient;
  readonly #settings: Settings;
  readonly #names: UserNames;
  readonly #known: Map<Capability, CapabilityState>;
  /** The form of the calls that works; null until one has. */
  #form: CommentForm | null;
  #first: Promise<unknown> | null = null;
  #confirming: Promise<boolean> | null = null;

  constructor(client: UpsunCommentsClient, settings: Settings) {
    this.#client = client;
    this.#settings = settings;
    this.#names = new UserNames(client, settings.tokens);
    this.#known = new Map(settings.known.map((state) => [state.capability, state]));
    const conversation = this.#known.get("conversation");
    this.#form = conversation?.available ? formOf(conversation.via) : null;
  }

  /** Available, or not known yet. */
  get isTried(): boolean {
    return this.#settings.mode !== "off" && this.#known.get("conversation")?.available !== false;
  }

  /** Found to be unavailable: it is looked for again from time to time. */
  get isMissing(): boolean {
    return this.#settings.mode !== "off" && !this.isTried;
  }

  /** The ticket with its messages; without them where they cannot be read. */
  async complete(ticket: TicketSnapshot): Promise<TicketSnapshot> {
    const found = await this.#read(ticket.externalId);
    if (!found) return { ...ticket, complete: true };
    const { comments, leftOut } = found;
    const callerId = await this.#callerId();
    const names = await this.#names.of(messageAuthors(comments));
    return withComments(ticket, comments, { callerId, names, leftOut });
  }

  /**
   * The states after trying it with tickets; empty while none shows it. A provider that does not
   * answer changes nothing.
   */
  async probe(): Promise<CapabilityState[]> {
    if (this.#settings.mode === "off") return [];
    if (this.newest.isEmpty) this.newest.add(await this.#settings.listNewest());
    const tried = await this.#try([...this.newest.ids(), ...this.newest.secondIds()]);
    if (tried.form) return this.#remember(this.#shown(tried.form));
    return tried.refusal ? this.#remember(this.#missing(tried.refusal)) : [];
  }

  /** As last known, for a check during which Upsun did not answer. */
  knownStates(): CapabilityState[] {
    const names: readonly Capability[] = ["conversation", ...REPLYING];
    return names.flatMap((name) => this.#known.get(name) ?? []);
  }

  /** Sent once. A call that Upsun does not offer withdraws the capability. */
  async reply(
    ticketId: string,
    text: string,
    files: readonly OutgoingFile[] = [],
  ): Promise<string> {
    const author = await this.#callerId();
    for (const file of files) await file.check();
    try {
      return await this.#client.reply(
        { ticket_id: ticketId, body: text, ...(author ? { author_id: author } : {}) },
        files,
      );
    } catch (error) {
      const status = statusOf(error) ?? 0;
      if (isAppError(error) && [403, 404, 405].includes(status)) this.#tell(this.#replying(error));
      throw error;
    }
  }

  async #callerId(): Promise<string | undefined> {
    const { tokens } = this.#settings;
    const id = callers.get(tokens) ?? (await this.#settings.callerId());
    if (id !== undefined) callers.set(tokens, id);
    return id;
  }

  async #read(ticketId: string): Promise<TicketComments | null> {
    // Until one form has worked, tickets are tried one after another.
    while (this.isTried && this.#form === null && this.#first) await this.#first;
    if (!this.isTried) return null;
    const reading = this.#readAndTell(ticketId);
    if (this.#form !== null) return reading;
    const over = () => void (this.#first = null);
    this.#first = reading.then(over, over);
    return reading;
  }

  async #readAndTell(ticketId: string): Promise<TicketComments | null> {
    try {
      const { form, found } = await this.#inEitherForm(ticketId, (id, as) =>
        readComments(this.#client, id, as),
      );
      this.#tell(this.#shown(form, true));
      return found;
    } catch (error) {
      const isUnproven = this.#form === null && isAppError(error, "provider_unreadable");
      if (!isRefusal(error) && !isUnproven) throw error;
      // One odd ticket, or one organization, says nothing about the others.
      if (await this.#isShownByAnother(ticketId)) {
        if (isRefusal(error)) return null;
        throw error;
      }
      this.#tell(this.#missing(error));
      return null;
    }
  }

  /** Throws the refusal of the form that was tried last. */
  async #inEitherForm<T>(ticketId: string, ask: Ask<T>): Promise<{ form: CommentForm; found: T }> {
    const form = this.#form ?? "path";
    try {
      return { form, found: await ask(ticketId, form) };
    } catch (error) {
      if (![400, 404, 405].includes(statusOf(error) ?? 0)) throw error;
      const other = form === "path" ? "filter" : "path";
      return { form: other, found: await ask(ticketId, other) };
    }
  }

  /** Tried once for all refusals of the same moment. */
  #isShownByAnother(ticketId: string): Promise<boolean> {
    this.#confirming ??= this.#confirm(ticketId).finally(() => (this.#confirming = null));
    return this.#confirming;
  }

  async #confirm(ticketId: string): Promise<boolean> {
    if (this.newest.ids(ticketId).length === 0) this.newest.add(await this.#settings.listNewest());
    const { form } = await this.#try(this.newest.ids(ticketId));
    if (form) this.#tell(this.#shown(form, true));
    return form !== undefined;
  }

  /** The form that works for one of the tickets, or the first refusal. */
  async #try(ticketIds: readonly string[]): Promise<{ form?: CommentForm; refusal?: AppError }> {
    let refusal: AppError | undefined;
    for (const ticketId of ticketIds) {
      try {
        const ask: Ask<unknown> = (id, as) => this.#client.comments(id, as);
        return { form: (await this.#inEitherForm(ticketId, ask)).form };
      } catch (error) {
        if (!isRefusal(error) && !isAppError(error, "provider_unreadable")) throw error;
        refusal ??= error;
      }
    }
    return { refusal };
  }

  /** `keepsReplying`: a reply that was refused stays refused until the next check. */
  #shown(form: CommentForm, keepsReplying = false): CapabilityState[] {
    this.#form = form;
    const isUnavailable = this.#known.get("conversation")?.available === false;
    const replying = REPLYING.filter(
      (capability) => !keepsReplying || isUnavailable || !this.#known.has(capability),
    );
    return [
      { capability: "conversation", available: true, via: form },
      ...(this.#settings.mode === "reply" ? replying : []).map((capability) => ({
        capability,
        available: true,
      })),
    ];
  }

  #missing(error: AppError): CapabilityState[] {
    this.#form = null;
    const missingScope = missingScopeOf(error);
    const isExplained = error.code === "provider_forbidden" || error instanceof NotComments;
    return [
      {
        capability: "conversation",
        available: false,
        ...(missingScope ? { missingScope } : {}),
        reason: toStoredText(isExplained ? error : { text: message("upsun.noConversation") }),
      },
      ...this.#replying(error),
    ];
  }

  /** Without reading, a lost reply could not be found again. */
  #replying(error: AppError): CapabilityState[] {
    if (this.#settings.mode !== "reply") return [];
    const isExplained = error.code === "provider_forbidden";
    const reason = toStoredText(isExplained ? error : { text: message("upsun.noReplies") });
    return REPLYING.map((capability) => ({ capability, available: false, reason }));
  }

  #remember(states: CapabilityState[]): CapabilityState[] {
    for (const state of states) this.#known.set(state.capability, state);
    return states;
  }

  #tell(states: CapabilityState[]): void {
    const changed = states.filter((state) => {
      const before = this.#known.get(state.capability);
      return before?.available !== state.available || before.via !== state.via;
    });
    if (changed.length > 0) this.#settings.tell(this.#remember(changed));
  }
}
