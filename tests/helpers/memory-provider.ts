import type { Json, TicketProvider, TicketSnapshot } from "@/lib/providers/contract";

import type { MemoryAccount } from "./memory-account";
import { memoryForm, memorySession } from "./memory-session";

/** A complete third provider whose account is in memory. */
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
      schema: memoryForm,
    },
    hasConversation: true,
    actionsFor: (status) =>
      status === "closed" ? ["reopen", "continue"] : ["reply", "close", "collaborators"],
    continueBy: (status) => (status === "closed" ? "reopen-and-reply" : null),
    snapshotOf: (raw, readAt) => revived(raw, readAt),
    open: (options) => memorySession(account, options),
  };
}

/** The raw JSON of a ticket is the snapshot itself, with its times as texts. */
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
