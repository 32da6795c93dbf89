import { AppError } from "@/lib/errors";
import type {
  LinkedService,
  ServiceSnapshot,
  TicketProvider,
  TicketSnapshot,
} from "@/lib/providers/contract";

import { type ListOrder, MemoryAccount } from "../memory-account";
import { memoryProvider } from "../memory-provider";

export type EditedField = "status" | "priority" | "subject" | "body" | "other" | "services";

/** now: the current time. equal: the ticket's time. late: up to 120 s before the ticket's time. */
export type EditTime = "now" | "equal" | "late";

export interface Edit {
  field: EditedField;
  /** Which of a few values it gets; small, so that values come back. */
  to: number;
  when: EditTime;
}

export type ProviderFault = "429" | "503" | "cut" | "401" | "403" | "unreadable" | "shift";

/** A provider's account, changed behind the mirror's back. */
export interface ProviderAccount {
  readonly provider: TicketProvider;
  readonly key: string;
  passTime(seconds: number): void;
  /** Ids of the tickets that the account shows. */
  present(): string[];
  removed(): string[];
  create(): void;
  edit(id: string, edit: Edit): void;
  reply(id: string, withFile: boolean): void;
  remove(id: string): void;
  /** Shows a removed ticket again, as it was left or as it had been at first. */
  restore(id: string, inFirstState: boolean): void;
  inventory(to: number): void;
  /** The provider's answer to a full read, as JSON. */
  raw(id: string): unknown;
  /** Fails the next calls; for 401, 403 and an unreadable ticket, all until `recover`. */
  fail(kind: ProviderFault, calls: number, id: string | undefined): void;
  recover(): void;
}

export const START_TIME = Date.parse("2026-03-02T08:00:00.000Z");

const SENDERS = ["staff", "customer", "automation", "customer", "staff", "staff"];
const SENT_AGO_MS = [0, 0, 0, 3_600_000, 0, null, 7_200_000];
const STATUSES = ["open", "answered", "closed"];
const BOXES: ServiceSnapshot[][] = [
  [{ kind: "box", externalId: "box-1", name: "Box one", status: "active", details: { cpu: 2 } }],
  [
    { kind: "box", externalId: "box-1", name: "Box one", status: "suspended", details: { cpu: 4 } },
    { kind: "box", externalId: "box-2", name: "Box two", status: "active", details: {} },
  ],
  [
    {
      kind: "box",
      externalId: "box-2",
      name: "Box two, renamed",
      status: "active",
      details: { disk: 10 },
    },
  ],
];
const LINKED: LinkedService[][] = [
  [],
  [{ kind: "box", externalId: "box-1", name: "Box one", details: {} }],
  [
    { kind: "box", externalId: "box-1", name: "Box one", details: {} },
    { kind: "box", externalId: null, name: "An old box", details: {} },
  ],
];

/** An account in memory: quick, with pages as small and in as many orders as a test wants. */
export class MemoryProviderAccount implements ProviderAccount {
  readonly account = new MemoryAccount();
  readonly provider = memoryProvider(this.account);
  readonly key = this.account.key;
  #now = START_TIME;
  #made = 0;
  #late = 0;
  #atFirst = new Map<string, TicketSnapshot>();
  #removed = new Map<string, TicketSnapshot>();
  #failing: { error: () => AppError; calls: number } | undefined;

  constructor({ order, pageSize }: { order: ListOrder; pageSize: number }) {
    this.account.order = order;
    this.account.pageSize = pageSize;
    this.account.boxes = BOXES[0] ?? [];
    this.account.before = () => {
      if (!this.#failing || this.#failing.calls-- <= 0) return;
      throw this.#failing.error();
    };
  }

  passTime(seconds: number): void {
    this.#now += seconds * 1_000;
  }

  present(): string[] {
    return [...this.account.tickets.keys()];
  }

  removed(): string[] {
    return [...this.#removed.keys()];
  }

  create(): void {
    const id = `m-${++this.#made}`;
    const now = new Date(this.#now);
    this.#atFirst.set(
      id,
      this.account.put(id, { openedAt: now, updatedAt: now, lastMessageAt: now }),
    );
  }

  edit(id: string, { field, to, when }: Edit): void {
    const current = this.#ticket(id);
    const values: Record<EditedField, Partial<TicketSnapshot>> = {
      status: { status: STATUSES[to] ?? "open" },
      priority: { priority: to === 0 ? null : to === 1 ? "low" : "high" },
      subject: { subject: to === 0 ? null : `Subject ${to}` },
      body: { body: `Body ${to}` },
      other: {
        fields: to === 0 ? {} : { rack: `R${to}` },
        cc: to === 2 ? ["it@example.com"] : [],
        category: { id: `topic-${to}`, label: `Topic ${to}` },
        openedAt: current.openedAt && new Date(current.openedAt.getTime() - to * 1_800_000),
      },
      services: { services: LINKED[to] ?? [] },
    };
    // A list that does not show the text cannot tell of its change but by a time.
    const time = when === "equal" && field === "body" ? "now" : when;
    this.account.put(id, { ...values[field], updatedAt: this.#timeOf(current, time) });
  }

  reply(id: string, withFile: boolean): void {
    const { messages = [], attachments = [] } = this.#ticket(id);
    const now = new Date(this.#now);
    const externalId = `${id}-msg-${messages.length + 1}`;
    const ago = SENT_AGO_MS[messages.length % SENT_AGO_MS.length] ?? null;
    const files = withFile
      ? [
          {
            externalId: `${externalId}-file`,
            messageExternalId: externalId,
            filename: "log.txt",
            mimeType: "text/plain",
            downloadUrl: `/${externalId}`,
          },
        ]
      : [];
    this.account.put(id, {
      status: "answered",
      updatedAt: now,
      lastMessageAt: now,
      messageCount: messages.length + 1,
      attachments: [...attachments, ...files],
      messages: [
        ...messages,
        {
          externalId,
          sender: SENDERS[messages.length % SENDERS.length] ?? "staff",
          senderId: null,
          senderName: "Sven",
          body: `Answer ${messages.length + 1}`,
          encrypted: false,
          // Some show late, and some without a time.
          sentAt: ago === null ? null : new Date(this.#now - ago),
        },
      ],
    });
  }

  remove(id: string): void {
    this.#removed.set(id, this.#ticket(id));
    this.account.tickets.delete(id);
  }

  restore(id: string, inFirstState: boolean): void {
    const ticket = (inFirstState && this.#atFirst.get(id)) || this.#removed.get(id);
    if (ticket) this.account.tickets.set(id, ticket);
    this.#removed.delete(id);
  }

  inventory(to: number): void {
    this.account.boxes = BOXES[to] ?? [];
    this.account.topics = [
      { externalId: "help", label: to === 0 ? "Help" : "Help and advice" },
      ...(to === 2 ? [{ externalId: "sales", label: "Sales" }] : []),
    ];
  }

  raw(id: string): unknown {
    return this.#ticket(id).raw;
  }

  fail(kind: ProviderFault, calls: number, id: string | undefined): void {
    if (kind === "401") this.account.key = "another key";
    if (kind === "unreadable")
      this.account.beforeRead = (asked) => {
        if (asked === id) throw new AppError("provider_unreadable");
      };
    if (kind === "429")
      this.#failing = {
        calls,
        error: () =>
          new AppError("provider_rate_limited", { retryAt: new Date(Date.now() + 60_000) }),
      };
    if (kind === "503" || kind === "cut")
      this.#failing = {
        calls,
        error: () => new AppError(kind === "cut" ? "provider_timeout" : "provider_unavailable"),
      };
    if (kind === "403")
      this.#failing = { calls: Infinity, error: () => new AppError("provider_forbidden") };
  }

  recover(): void {
    this.account.key = this.key;
    this.account.beforeRead = () => undefined;
    this.#failing = undefined;
  }

  #ticket(id: string): TicketSnapshot {
    const ticket = this.account.tickets.get(id);
    if (!ticket) throw new Error(`There is no ticket ${id}.`);
    return ticket;
  }

  #timeOf(current: TicketSnapshot, when: EditTime): Date {
    if (when === "now" || !current.updatedAt) return new Date(this.#now);
    if (when === "equal") return current.updatedAt;
    // Each late edit has its own time: an earlier content with its time would be a lagging replica.
    this.#late += 1;
    return new Date(current.updatedAt.getTime() - 1_000 * (1 + (this.#late % 119)) - this.#late);
  }
}
