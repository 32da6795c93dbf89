import { z } from "zod";

import { AppError } from "@/lib/errors";
import { fieldText } from "@/lib/forms/field-text";
import type {
  OutgoingFile,
  ProviderSession,
  SessionOptions,
  TicketPage,
  TicketSnapshot,
} from "@/lib/providers/contract";

import type { MemoryAccount } from "./memory-account";

export const memoryForm = z.object({
  subject: z
    .string()
    .trim()
    .min(1, fieldText("validation.required", { label: { key: "filing.subject" } })),
  message: z.string().trim().min(1, fieldText("reply.missing")),
});

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

export function memorySession(account: MemoryAccount, options: SessionOptions): ProviderSession {
  // Like the HTTP clients: reports each call to the session's owner, before and after.
  const enter = async (what: string) => {
    const changes = !READS.has(what);
    const over = await options.beforeCall?.(changes);
    try {
      if (options.credential !== account.key)
        throw new AppError("provider_unauthorized", { words: "The access code is not known." });
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
          { capability: "read", available: true },
          { capability: "file", available: true },
        ],
      };
    },
    async filingChoices() {
      await enter("choices");
      return {};
    },
    async fileTicket(values, extras = {}) {
      const { subject, message } = memoryForm.parse(values);
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
      const existing = account.tickets.get(id);
      if (existing?.status === "closed")
        throw new AppError("provider_conflict", { words: "The ticket is closed." });
      const { files = [], ...words } = input;
      for (const file of files) await lengthOf(file);
      const names = files.map(({ filename }) => filename);
      account.journal.push({
        what: "reply",
        id,
        values: names.length > 0 ? { ...words, files: names } : words,
      });
      const externalId = `msg-${account.journal.length}`;
      const messages = [...(existing?.messages ?? [])];
      messages.push({
        externalId,
        sender: "customer",
        senderId: null,
        senderName: "Jane Example",
        body: input.message,
        encrypted: input.encrypted,
        sentAt: now(),
      });
      const shown = names.filter((name) => !account.drops.has(name));
      const carried = [...(account.pinned.get(id) ?? []), ...shown].map((filename, index) => ({
        externalId: `${externalId}-file-${index}`,
        messageExternalId: externalId,
        filename,
        mimeType: null,
        downloadUrl: null,
      }));
      account.pinned.delete(id);
      account.put(id, {
        messages,
        attachments: [...(existing?.attachments ?? []), ...carried],
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
        body: new Blob([
          account.files.get(attachment.externalId) ?? `bytes of ${attachment.externalId}`,
        ]).stream(),
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

/** Pages of the list by offset, each as the account is when the page is requested. */
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

/** A list entry: without texts, messages and files, which take a full read. */
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
