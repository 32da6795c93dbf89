import type { Json, TicketProvider, TicketSnapshot } from "@/lib/providers/contract";

import type { MemoryAccount } from "./memory-account";
import { memoryForm, memorySession } from "./memory-session";

/** A complete third provider whose account is in memory. */
export function memoryProvider(account: MemoryAccount, id = "memory"): TicketProvider {
  return {
    id,
    name: "Memory Hosting",
    credential: { label: "hostup.apiKey", help: "hostup.apiKeyHelp" },
    capabilities: { read: "capability.read", file: "capability.file" },
    turns: { open: "theirs", answered: "yours", closed: "done" },
    statuses: {
      open: "hostup.status.open",
      answered: "hostup.status.answered",
      closed: "hostup.status.closed",
    },
    priorities: { low: "hostup.priority.low", high: "hostup.priority.high" },
    urgentPriorities: ["high"],
    categoryLabel: "upsun.category",
    categoryField: "category",
    categories: {},
    serviceKinds: { box: "hostup.serviceKind.vps" },
    serviceStatuses: {
      active: "hostup.serviceStatus.active",
      suspended: "hostup.serviceStatus.suspended",
    },
    troubledStatuses: ["suspended"],
    details: [
      { key: "rack", label: "upsun.detail.region", kind: "text" },
      { key: "secretRack", label: "upsun.detail.queue", kind: "text", staffOnly: true },
    ],
    form: {
      texts: [],
      fields: [
        { name: "subject", label: "filing.subject", kind: "text", required: true },
        { name: "message", label: "filing.message", kind: "textarea", required: true },
      ],
      files: { way: "pinned", most: 3, largest: 1_000_000, together: 2_000_000 },
      encryptsReplies: true,
      schema: memoryForm,
    },
    optional: {},
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
