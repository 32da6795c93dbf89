import { z } from "zod";

import { AppError } from "@/lib/errors";
import type {
  CategorySnapshot,
  Json,
  OutgoingFile,
  ProviderSession,
  ServiceSnapshot,
  SessionOptions,
  TicketPage,
  TicketProvider,
  TicketSnapshot,
} from "@/lib/providers/contract";

/** How its list is sorted: by when tickets came, or with the one first that was changed last. */
export type ListOrder = "oldest" | "newest" | "changed";

/** What the third provider's account holds, and what was asked of it. */
export class MemoryAccount {
  tickets = new Map<string, TicketSnapshot>();
  pageSize = 2;
  order: ListOrder = "oldest";
  /** Writes that were accepted, in order. */
  journal: Array<{ what: string; id: string; values: unknown }> = [];
  reads = 0;
  topics: CategorySnapshot[] = [{ externalId: "help", label: "Help" }];
  boxes: ServiceSnapshot[] = [];
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

/** The raw JSON of a ticket is the snapshot itself here, with its times as texts. */
function revived(raw: Json, readAt: Date): TicketSnapshot {
  const ticket = raw as unknown as TicketSnapshot;
  const date = (time: unknown) => (typeof time === "string" ? new Date(time) : null);
  return {
    ...ticket,
    openedAt: date(ticket.openedAt),
    updatedAt: date(ticket.updatedAt),
    lastMessageAt: date(ticket.lastMessageAt),
    messages: ticket.messages?.map((message) => ({ ...message, sentAt: date(message.sentAt) })),
    raw,
    readAt,
  };
}

function blankTicket(id: string): TicketSnapshot {
  const opened = new Date("2026-03-01T10:00:00.000Z");
  return {
    externalId: id,
    number: id.replace(/\D/g, "") || id,
    subject: `Subject of ${id}`,
    body: `Body of ${id}`,
    status: "open",
    priority: "low",
    category: { id: "help", label: "Help" },
    openedAt: opened,
    updatedAt: opened,
    lastMessageAt: opened,
    requesterName: "Jane Example",
    cc: [],
    collaboratorIds: [],
    messageCount: 0,
    services: [],
    messages: [],
    attachments: [],
    fields: {},
    providerUrl: null,
    complete: true,
    raw: null,
    readAt: new Date(),
  };
}

const schema = z.object({
  subject: z.string().trim().min(1, "Write a subject."),
  message: z.string().trim().min(1, "Write a message."),
});

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
    details: [
      { key: "rack", label: "Rack", kind: "text" },
      { key: "secretRack", label: "Secret rack", kind: "text", staffOnly: true },
    ],
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
    actionsFor: (status) =>
      status === "closed" ? ["reopen", "continue"] : ["reply", "close", "collaborators"],
    continueBy: (status) => (status === "closed" ? "reopen-and-reply" : null),
    snapshotOf: (raw, readAt) => revived(raw, readAt),
    open: (options) => session(account, options),
  };
}

async function lengthOf(file: OutgoingFile): Promise<number> {
  let length = 0;
  for await (const piece of file.pieces()) length += piece.length;
  return length;
}

const READS: ReadonlySet<string> = new Set([
  "check",
  "choices",
  "list",
  "read",
  "download",
  "topics",
  "boxes",
]);

function session(account: MemoryAccount, options: SessionOptions): ProviderSession {
  // As the clients over HTTP do: whoever holds the session is asked before each call and told of it afterwards.
  const enter = async (what: string) => {
    const changes = !READS.has(what);
    const over = await options.beforeCall?.(changes);
    try {
      if (options.credential !== account.key)
        throw new AppError("provider_unauthorized", { message: "The access code is not known." });
      await account.before(what);
    } finally {
      over?.();
      options.onCall?.({
        method: changes ? "POST" : "GET",
        path: `/${what}`,
        status: null,
        milliseconds: 0,
        requestId: null,
        bytes: 0,
        rateLimit: null,
        rateLimitRemaining: null,
        rateLimitResetAt: null,
        retryAt: null,
      });
    }
  };
  const now = () => new Date();
  return {
    async check() {
      await enter("check");
      return {
        account: { id: "account-1", name: "Memory account" },
        capabilities: [
          { capability: "read", label: "Read tickets", available: true },
          { capability: "file", label: "File tickets", available: true },
        ],
      };
    },
    async filingChoices() {
      await enter("choices");
      return {};
    },
    async fileTicket(values, extras = {}) {
      const { subject, message } = schema.parse(values);
      await enter("file");
      const id = `m-${account.journal.length + 1}`;
      account.journal.push({
        what: "file",
        id,
        values: {
          ...(values as object),
          ...(extras.continues ? { continues: extras.continues } : {}),
        },
      });
      const ticket = account.put(id, {
        subject,
        body: message,
        openedAt: now(),
        updatedAt: now(),
        lastMessageAt: now(),
      });
      await account.before("accepted");
      return { ...ticket, readAt: now() };
    },
    listTickets: (from) => listed(account, enter, from ?? null),
    resources: [
      {
        name: "tickets",
        kind: "tickets",
        minIntervalMinutes: 0,
        pages: (from) => listed(account, enter, from),
      },
      {
        name: "topics",
        kind: "categories",
        minIntervalMinutes: 60,
        async *pages() {
          await enter("topics");
          yield { categories: account.topics, next: null };
        },
      },
      {
        name: "boxes",
        kind: "services",
        serviceKind: "box",
        minIntervalMinutes: 60,
        async *pages() {
          await enter("boxes");
          yield { services: account.boxes, next: null };
        },
      },
    ],
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
      if (standing?.status === "closed")
        throw new AppError("provider_conflict", { message: "The ticket is closed." });
      account.journal.push({ what: "reply", id, values: input });
      const externalId = `msg-${account.journal.length}`;
      const messages = [...(standing?.messages ?? [])];
      messages.push({
        externalId,
        sender: "customer",
        senderName: "Jane Example",
        body: input.message,
        encrypted: input.encrypted,
        sentAt: now(),
      });
      const carried = (account.pinned.get(id) ?? []).map((filename, index) => ({
        externalId: `${externalId}-file-${index}`,
        messageExternalId: externalId,
        filename,
        mimeType: null,
        downloadUrl: null,
      }));
      account.pinned.delete(id);
      account.put(id, {
        messages,
        attachments: [...(standing?.attachments ?? []), ...carried],
        messageCount: messages.length,
        updatedAt: now(),
        lastMessageAt: now(),
      });
      await account.before("accepted");
      return externalId;
    },
    async upload(id, file) {
      await enter(`upload ${file.filename}`);
      account.journal.push({
        what: "upload",
        id,
        values: { filename: file.filename, mimeType: file.mimeType, bytes: await lengthOf(file) },
      });
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
      return {
        body: new Blob([`bytes of ${attachment.externalId}`]).stream(),
        contentType: "text/plain",
        contentLength: null,
      };
    },
    async act(id, action) {
      await enter(action);
      account.journal.push({ what: action, id, values: null });
      return {
        ...account.put(id, { status: action === "reopen" ? "open" : "closed", updatedAt: now() }),
        readAt: now(),
      };
    },
  };
}

/** The list as it is when each page is asked for; a place in it is a number, as an offset is. */
async function* listed(
  account: MemoryAccount,
  enter: (what: string) => Promise<void>,
  from: string | null,
): AsyncGenerator<TicketPage> {
  for (let at = Number(from ?? 0); ; at += account.pageSize) {
    const readAt = new Date();
    await enter("list");
    const ids = inOrder(account);
    const isLast = at + account.pageSize >= ids.length;
    const tickets = ids
      .slice(at, at + account.pageSize)
      .flatMap((id) => account.tickets.get(id) ?? []);
    yield {
      tickets: tickets.map((ticket) => summaryOf(ticket, readAt)),
      total: ids.length,
      next: isLast ? null : String(at + account.pageSize),
    };
    if (isLast) return;
  }
}

function inOrder({ tickets, order }: MemoryAccount): string[] {
  const ids = [...tickets.keys()];
  if (order === "oldest") return ids;
  const changedAt = (id: string) => tickets.get(id)?.updatedAt?.getTime() ?? 0;
  return order === "newest"
    ? ids.reverse()
    : ids.reverse().sort((one, other) => changedAt(other) - changedAt(one));
}

/** A list tells no text and no messages: the full ticket takes a read. */
function summaryOf(ticket: TicketSnapshot, readAt: Date): TicketSnapshot {
  return {
    ...ticket,
    body: undefined,
    messages: undefined,
    attachments: undefined,
    complete: false,
    readAt,
  };
}
