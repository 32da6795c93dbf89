import type { CategorySnapshot, ServiceSnapshot, TicketSnapshot } from "@/lib/providers/contract";

/** The order of the list: by creation, either way, or the last change first. */
export type ListOrder = "oldest" | "newest" | "changed";

/** The state of the in-memory account, and the calls that were made to it. */
export class MemoryAccount {
  tickets = new Map<string, TicketSnapshot>();
  pageSize = 2;
  order: ListOrder = "oldest";
  /** Accepted writes, oldest first. */
  journal: Array<{ what: string; id: string; values: unknown }> = [];
  reads = 0;
  topics: CategorySnapshot[] = [{ externalId: "help", label: "Help" }];
  boxes: ServiceSnapshot[] = [];
  /** Names of uploaded files that wait for the next message, by ticket. */
  pinned = new Map<string, string[]>();
  /** Names of files that replies lose, although they are accepted. */
  drops = new Set<string>();
  /** Bytes of attachments, by id; without any, some text. */
  files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** The credential that it accepts. */
  key = "right-key";
  /** Called before each list page and each write; may throw or wait. */
  before: (what: string) => Promise<void> | void = () => undefined;

  /** Called before a ticket is read in full; may throw. */
  beforeRead: (id: string) => void = () => undefined;

  /** Fails every call of one operation until `recover`. */
  failOn(operation: string, error: Error): void {
    this.before = (what) => {
      if (what === operation) throw error;
    };
  }

  recover(): void {
    this.before = () => undefined;
  }

  /** Adds a ticket, or changes it. */
  put(id: string, changes: Partial<TicketSnapshot> = {}): TicketSnapshot {
    const existing = this.tickets.get(id);
    const merged: TicketSnapshot = { ...blankTicket(id), ...existing, ...changes, externalId: id };
    const { raw: _raw, readAt: _readAt, ...rest } = merged;
    const ticket: TicketSnapshot = { ...merged, raw: JSON.parse(JSON.stringify(rest)) };
    this.tickets.set(id, ticket);
    return ticket;
  }
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
