import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { ProviderSession, SessionOptions, TicketProvider, TicketSnapshot } from "@/lib/providers/contract";

/** What the third provider's account holds, and what was asked of it. */
export class MemoryAccount {
  tickets = new Map<string, TicketSnapshot>();
  pageSize = 2;
  /** Writes that were accepted, in order. */
  journal: Array<{ what: string; id: string; values: unknown }> = [];
  reads = 0;
  /** Files that wait for the next message, by ticket. */
  pinned = new Map<string, string[]>();
  /** The credential that opens it. */
  key = "right-key";
  /** Called before each list page and each write, to fail or to wait. */
  before: (what: string) => Promise<void> | void = () => undefined;

  /** Called before one ticket is read in full. */
  beforeRead: (id: string) => void = () => undefined;

  put(id: string, changes: Partial<TicketSnapshot> = {}): TicketSnapshot {
    const standing = this.tickets.get(id);
    const merged: TicketSnapshot = { ...blankTicket(id), ...standing, ...changes, externalId: id };
    const { raw: _raw, readAt: _readAt, ...rest } = merged;
    const ticket: TicketSnapshot = { ...merged, raw: JSON.parse(JSON.stringify(rest)) };
    this.tickets.set(id, ticket);
    return ticket;
  }
}

function blankTicket(id: string): TicketSnapshot {
  const opened = new Date("2026-03-01T10:00:00.000Z");
  return {
    externalId: id, number: id.replace(/\D/g, "") || id, subject: `Subject of ${id}`, body: `Body of ${id}`, status: "open", priority: "low", category: { id: "help", label: "Help" },
    openedAt: opened, updatedAt: opened, lastMessageAt: opened, requesterName: "Jane Example", cc: [], collaboratorIds: [], messageCount: 0, services: [], messages: [], attachments: [],
    fields: {}, providerUrl: null, complete: true, raw: null, readAt: new Date(),
  };
}

const schema = z.object({ subject: z.string().trim().min(1, "Write a subject."), message: z.string().trim().min(1, "Write a message.") });

/** A whole third provider, with its account in memory: everything the product needs of one, and nothing outside it. */
export function memoryProvider(account: MemoryAccount, id = "memory"): TicketProvider {
  return {
    id,
    name: "Memory Hosting",
    credential: { label: "Access code", help: "Any code that the account knows." },
    turns: { open: "theirs", answered: "yours", closed: "done" },
    statuses: { open: "Open", answered: "Answered", closed: "Closed" },
    priorities: { low: "Low", high: "High" },
    categoryLabel: "Topic",
    serviceKinds: { box: "Box" },
    details: [{ key: "rack", label: "Rack", kind: "text" }, { key: "secretRack", label: "Secret rack", kind: "text", staffOnly: true }],
    form: {
      fields: [
        { name: "subject", label: "Subject", kind: "text", required: true },
        { name: "message", label: "Message", kind: "textarea", required: true },
      ],
      files: { way: "pinned", withReplies: true, most: 3, largest: 1_000_000, together: 2_000_000 },
      encryptsReplies: true,
      schema,
    },
    hasConversation: true,
    actionsFor: (status) => (status === "closed" ? ["reopen", "continue"] : ["reply", "close", "collaborators"]),
    continueBy: (status) => (status === "closed" ? "reopen-and-reply" : null),
    open: (options) => session(account, options),
  };
}

const READS: ReadonlySet<string> = new Set(["check", "choices", "list", "read", "download"]);

function session(account: MemoryAccount, options: SessionOptions): ProviderSession {
  // As the clients over HTTP do: whoever holds the session is asked before each call and told of it afterwards.
  const enter = async (what: string) => {
    const changes = !READS.has(what);
    const over = await options.beforeCall?.(changes);
    try {
      if (options.credential !== account.key) throw new AppError("provider_unauthorized", { message: "The access code is not known." });
      await account.before(what);
    } finally {
      over?.();
      options.onCall?.({ method: changes ? "POST" : "GET", path: `/${what}`, status: null, milliseconds: 0, requestId: null, rateLimit: null, rateLimitRemaining: null, rateLimitResetAt: null, retryAt: null });
    }
  };
  const now = () => new Date();
  return {
    async check() {
      await enter("check");
      return { account: { id: "account-1", name: "Memory account" }, capabilities: [{ capability: "read", label: "Read tickets", available: true }, { capability: "file", label: "File tickets", available: true }] };
    },
    async filingChoices() {
      await enter("choices");
      return {};
    },
    async fileTicket(values, extras = {}) {
      const { subject, message } = schema.parse(values);
      await enter("file");
      const id = `m-${account.journal.length + 1}`;
      account.journal.push({ what: "file", id, values: { ...(values as object), ...(extras.continues ? { continues: extras.continues } : {}) } });
      const ticket = account.put(id, { subject, body: message, openedAt: now(), updatedAt: now(), lastMessageAt: now() });
      await account.before("accepted");
      return { ...ticket, readAt: now() };
    },
    async *listTickets() {
      const ids = [...account.tickets.keys()];
      for (let from = 0; from === 0 || from < ids.length; from += account.pageSize) {
        await enter("list");
        const readAt = now();
        yield { tickets: ids.slice(from, from + account.pageSize).flatMap((id) => account.tickets.get(id) ?? []).map((ticket) => summaryOf(ticket, readAt)), total: ids.length };
      }
    },
    async readTicket(id) {
      const readAt = now();
      await enter("read");
      account.beforeRead(id);
      account.reads += 1;
      const ticket = account.tickets.get(id);
      return ticket ? { ...ticket, readAt } : null;
    },
    async reply(id, input) {
      await enter("reply");
      const standing = account.tickets.get(id);
      if (standing?.status === "closed") throw new AppError("provider_conflict", { message: "The ticket is closed." });
      account.journal.push({ what: "reply", id, values: input });
      const externalId = `msg-${account.journal.length}`;
      const messages = [...(standing?.messages ?? [])];
      messages.push({ externalId, sender: "customer", senderName: "Jane Example", body: input.message, encrypted: input.encrypted, sentAt: now() });
      const carried = (account.pinned.get(id) ?? []).map((filename, index) => ({ externalId: `${externalId}-file-${index}`, messageExternalId: externalId, filename, mimeType: null, downloadUrl: null }));
      account.pinned.delete(id);
      account.put(id, { messages, attachments: [...(standing?.attachments ?? []), ...carried], messageCount: messages.length, updatedAt: now(), lastMessageAt: now() });
      await account.before("accepted");
      return externalId;
    },
    async upload(id, file) {
      await enter(`upload ${file.filename}`);
      account.journal.push({ what: "upload", id, values: { filename: file.filename, mimeType: file.mimeType, bytes: (await file.bytes()).length } });
      account.pinned.set(id, [...(account.pinned.get(id) ?? []), file.filename]);
      await account.before(`uploaded ${file.filename}`);
    },
    async setCollaborators(id, ids) {
      await enter("collaborators");
      account.journal.push({ what: "collaborators", id, values: [...ids] });
      return { ...account.put(id, { collaboratorIds: [...ids], updatedAt: now() }), readAt: now() };
    },
    async download(attachment) {
      await enter("download");
      return { body: new Blob([`bytes of ${attachment.externalId}`]).stream(), contentType: "text/plain", contentLength: null };
    },
    async act(id, action) {
      await enter(action);
      account.journal.push({ what: action, id, values: null });
      return { ...account.put(id, { status: action === "reopen" ? "open" : "closed", updatedAt: now() }), readAt: now() };
    },
  };
}

/** A list tells no text and no messages: the full ticket takes a read. */
function summaryOf(ticket: TicketSnapshot, readAt: Date): TicketSnapshot {
  return { ...ticket, body: undefined, messages: undefined, attachments: undefined, complete: false, readAt };
}
