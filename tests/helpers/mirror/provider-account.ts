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

/** Of the newest message, its file or the requester; only of an account in memory. */
export interface PartEdit {
  what: "rewrite" | "unsend" | "unsend uncounted" | "unfile" | "refuse" | "refuse wholly";
  /** Also changes what the list shows. */
  isListed: boolean;
}

/** A requester, or a status, that a test's database refuses. */
export const REFUSED = "Refused";

/** The time by which an account changes. */
export interface AccountClock {
  now(): Date;
  pass(seconds: number): Promise<void> | void;
}

/** The times that a provider gives: as they are, none at all, or wrong by so many milliseconds. */
export type GivenTimes = "right" | "none" | number;

/** A provider's account, changed behind the mirror's back. */
export interface ProviderAccount {
  readonly provider: TicketProvider;
  readonly key: string;
  passTime(seconds: number): Promise<void> | void;
  /** Ids of the tickets that the account shows. */
  present(): string[];
  removed(): string[];
  create(): void;
  edit(id: string, edit: Edit): void;
  reply(id: string, withFile: boolean): void;
  editPart(id: string, edit: PartEdit): void;
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

const START_TIME = Date.parse("2026-03-02T08:00:00.000Z");

/** A provider's own clock, which only goes on when a history says so. */
export class ProviderClock implements AccountClock {
  #now = START_TIME;
  readonly now = (): Date => new Date(this.#now);
  pass(seconds: number): void {
    this.#now += seconds * 1_000;
  }
}

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
  readonly #clock: AccountClock;
  readonly #times: GivenTimes;
  #made = 0;
  #sent = 0;
  #late = 0;
  #atFirst = new Map<string, TicketSnapshot>();
  #removed = new Map<string, TicketSnapshot>();
  #failing: { error: () => AppError; calls: number } | undefined;

  constructor(
    { order, pageSize }: { order: ListOrder; pageSize: number },
    clock: AccountClock = new ProviderClock(),
    times: GivenTimes = "right",
  ) {
    this.#clock = clock;
    this.#times = times;
    this.account.order = order;
    this.account.pageSize = pageSize;
    this.account.boxes = BOXES[0] ?? [];
    this.account.before = () => {
      if (!this.#failing || this.#failing.calls-- <= 0) return;
      throw this.#failing.error();
    };
  }

  passTime(seconds: number): Promise<void> | void {
    return this.#clock.pass(seconds);
  }

  present(): string[] {
    return [...this.account.tickets.keys()];
  }

  removed(): string[] {
    return [...this.#removed.keys()];
  }

  create(): void {
    const id = `m-${++this.#made}`;
    const now = this.#time();
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
    const now = this.#time();
    const externalId = `${id}-msg-${++this.#sent}`;
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
          sentAt: now && ago !== null ? new Date(now.getTime() - ago) : null,
        },
      ],
    });
  }

  editPart(id: string, { what, isListed }: PartEdit): void {
    const { messages = [], attachments = [], ...ticket } = this.#ticket(id);
    const last = messages.at(-1);
    const seen = isListed ? { updatedAt: this.#time(), fields: { rack: `R${++this.#sent}` } } : {};
    if (what === "refuse") {
      const requesterName = ticket.requesterName === REFUSED ? "Jane Example" : REFUSED;
      this.account.put(id, { ...seen, requesterName });
    } else if (what === "refuse wholly") {
      const status = ticket.status === REFUSED ? "answered" : REFUSED;
      this.account.put(id, { ...seen, status });
    } else if (what === "unfile") {
      this.account.put(id, { ...seen, attachments: attachments.slice(0, -1) });
    } else if (what === "rewrite" && last) {
      const rewritten = { ...last, body: `Rewritten ${++this.#sent}` };
      this.account.put(id, { ...seen, messages: [...messages.slice(0, -1), rewritten] });
    } else if (what !== "rewrite" && last) {
      this.account.put(id, {
        ...seen,
        messages: messages.slice(0, -1),
        attachments: attachments.filter((file) => file.messageExternalId !== last.externalId),
        ...(what === "unsend" ? { messageCount: (ticket.messageCount ?? 1) - 1 } : {}),
      });
    }
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
    for (const [id, { requesterName, status }] of this.account.tickets)
      if (requesterName === REFUSED || status === REFUSED)
        this.account.put(id, { requesterName: "Jane Example", status: "open" });
    this.account.key = this.key;
    this.account.beforeRead = () => undefined;
    this.#failing = undefined;
  }

  #ticket(id: string): TicketSnapshot {
    const ticket = this.account.tickets.get(id);
    if (!ticket) throw new Error(`There is no ticket ${id}.`);
    return ticket;
  }

  /** The present time, as the provider gives it. */
  #time(): Date | null {
    if (this.#times === "none") return null;
    return new Date(this.#clock.now().getTime() + (this.#times === "right" ? 0 : this.#times));
  }

  #timeOf(current: TicketSnapshot, when: EditTime): Date | null {
    if (when === "now" || !current.updatedAt) return this.#time();
    if (when === "equal") return current.updatedAt;
    // Each late edit has its own time: an earlier content with its time would be a lagging replica.
    this.#late += 1;
    return new Date(current.updatedAt.getTime() - 1_000 * (1 + (this.#late % 119)) - this.#late);
  }
}
