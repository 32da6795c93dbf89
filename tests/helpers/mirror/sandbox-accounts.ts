import type { SessionOptions, TicketProvider } from "@/lib/providers/contract";
import { createHostupProvider } from "@/lib/providers/hostup/provider";
import { createUpsunProvider } from "@/lib/providers/upsun/provider";
import { hostupAccounts, upsunAccounts } from "@/sandbox/accounts";
import type { HostupSandbox, UpsunSandbox } from "@/sandbox/start";

import {
  type AccountClock,
  type Edit,
  type EditedField,
  type EditTime,
  type ProviderAccount,
  type ProviderFault,
} from "./provider-account";

/** Waits short enough for a thousand histories; one retry, as the way there is what is tested. */
const tuning = {
  limits: { readMs: 5_000, deadlineMs: 10_000, attempts: 2, backoffMs: 2, backoffCapMs: 4 },
};
const ACCOUNT = hostupAccounts.northwind.id;
/** A minute of a rate limit, and then some: each history finds its credential's window empty. */
const BETWEEN_HISTORIES_S = 3_600;

type Sandbox = HostupSandbox | UpsunSandbox;

abstract class SandboxProviderAccount<S extends Sandbox> implements ProviderAccount {
  abstract readonly provider: TicketProvider;
  protected late = 0;

  constructor(
    protected readonly sandbox: S,
    private readonly clock: AccountClock,
    seeded: number,
    readonly key: string,
    private readonly scope: string,
  ) {
    void clock.pass(BETWEEN_HISTORIES_S);
    sandbox.control.reset({ tickets: seeded });
  }

  abstract edit(id: string, edit: Edit): void;
  abstract removed(): string[];
  abstract restore(id: string): void;
  protected abstract path(id: string): string;

  passTime(seconds: number): Promise<void> | void {
    return this.clock.pass(seconds);
  }

  present(): string[] {
    return this.sandbox.control.tickets(ACCOUNT).map(({ id }) => id);
  }

  create(): void {
    this.sandbox.control.createTicket(ACCOUNT, {});
  }

  reply(id: string, withFile: boolean): void {
    this.sandbox.control.staffAnswer(id);
    if (withFile) this.attach(id);
  }

  protected attach(_id: string): void {}

  editPart(): void {}

  remove(id: string): void {
    this.sandbox.control.deleteTicket(id);
  }

  /** The inventories of the sandboxes stand still. */
  inventory(): void {}

  raw(id: string): unknown {
    return this.sandbox.control.ticket(id)?.ticket;
  }

  fail(kind: ProviderFault, calls: number, id: string | undefined): void {
    const { control } = this.sandbox;
    if (kind === "429")
      control.addFault({ kind: "rate-limit", seconds: 60, reset: false, count: calls });
    if (kind === "503") control.addFault({ kind: "status", status: 503, count: calls });
    if (kind === "cut") control.addFault({ kind: "cut", when: "body", count: calls });
    if (kind === "shift") control.addFault({ kind: "page-shift", by: calls, count: 1, skip: 1 });
    if (kind === "unreadable" && id !== undefined)
      control.addFault({ kind: "answer", path: this.path(id), body: "<html>", count: null });
    if (kind === "403") control.removeScope(this.key, this.scope);
    if (kind === "401") control.revokeKey(this.key);
  }

  recover(): void {
    this.sandbox.control.clearFaults();
    this.sandbox.control.addScope(this.key, this.scope);
    this.sandbox.control.restoreKey(this.key);
  }

  /** The time of a change, in milliseconds. */
  protected timeOf(current: unknown, when: EditTime): number {
    const stood = typeof current === "string" ? Date.parse(current) : NaN;
    if (when === "now" || Number.isNaN(stood)) return this.clock.now().getTime();
    if (when === "equal") return stood;
    this.late += 1;
    return stood - 1_000 * (1 + (this.late % 119)) - this.late;
  }
}

const HOSTUP_VALUES: Record<Exclude<EditedField, "services">, Record<string, unknown>[]> = {
  status: [{ status: "open" }, { status: "answered" }, { status: "closed" }],
  priority: [{ priority: "low" }, { priority: "medium" }, { priority: "a new one" }],
  subject: [{ subject: null }, { subject: "Subject 1" }, { subject: "Subject 2" }],
  body: [{ body: "Body 0" }, { body: "Body 1" }, { body: "" }],
  other: [
    { ccEmails: [] },
    { ccEmails: ["it@example.com"] },
    { departmentSlug: "billing", departmentName: "Billing" },
  ],
};

/** HostUp over HTTP, with pages of another size than its client asks for. */
export class HostupProviderAccount extends SandboxProviderAccount<HostupSandbox> {
  readonly provider: TicketProvider;

  constructor(
    sandbox: HostupSandbox,
    clock: AccountClock,
    { pageSize, seeded }: { pageSize: number; seeded: number },
  ) {
    super(sandbox, clock, seeded, hostupAccounts.northwind.key.key, "read:support");
    const provider = createHostupProvider({ apiUrl: sandbox.apiUrl, tuning });
    const smaller: SessionOptions["fetch"] = (input, init) =>
      fetch(String(input).replace(/(tickets\?.*limit=)100/, `$1${pageSize}`), init);
    this.provider = {
      ...provider,
      open: (options) => provider.open({ ...options, fetch: smaller }),
    };
  }

  edit(id: string, { field, to, when }: Edit): void {
    const { ticket } = this.sandbox.control.ticket(id) ?? {};
    const time = when === "equal" && field === "body" ? "now" : when;
    const updatedAt = new Date(this.timeOf(ticket?.updatedAt, time)).toISOString();
    const service = {
      serviceType: "domain",
      serviceId: "dom_1",
      serviceName: "example.com",
      details: null,
    };
    const values =
      field === "services"
        ? {
            linkedServices:
              to === 0
                ? []
                : [
                    {
                      ...service,
                      serviceName: to === 1 ? "example.com" : "example.org",
                      serviceId: `dom_${to}`,
                    },
                  ],
          }
        : HOSTUP_VALUES[field][to];
    this.sandbox.control.changeTicket(id, { ...values, updatedAt });
  }

  /** HostUp has no way back for what it removed. */
  removed(): string[] {
    return [];
  }

  restore(): void {}

  protected override attach(id: string): void {
    const ticket = this.sandbox.control.ticket(id)?.ticket;
    const attachments = Array.isArray(ticket?.attachments) ? (ticket.attachments as unknown[]) : [];
    const file = {
      id: `tatt_${id}_${attachments.length}`,
      filename: "log.txt",
      extension: "txt",
      mimeType: "text/plain",
      downloadUrl: `/api/v2/support/attachments/${attachments.length}`,
    };
    this.sandbox.control.changeTicket(id, { attachments: [...attachments, file] });
  }

  protected path(id: string): string {
    return `/api/v2/support/tickets/${id}`;
  }
}

const UPSUN_VALUES: Record<EditedField, Record<string, unknown>[]> = {
  status: [{ status: "open" }, { status: "pending" }, { status: "solved" }],
  priority: [{ priority: "low" }, { priority: "high" }, { priority: "p1" }],
  subject: [{ subject: "Subject 0" }, { subject: "Subject 1" }, { subject: "Subject 2" }],
  body: [{ description: "Body 0" }, { description: "Body 1" }, { description: "Body 2" }],
  other: [
    { collaborator_ids: [] },
    { collaborator_ids: ["3c90c3cc-0d44-4b50-8888-8dd25736052b"] },
    { assignee_id: "someone-else", tags: ["vip"] },
  ],
  services: [
    { environment: "env_production" },
    { environment: "env_staging" },
    { environment: "env_preview" },
  ],
};

/** Upsun over HTTP. Its times are whole seconds, so many are equal. */
export class UpsunProviderAccount extends SandboxProviderAccount<UpsunSandbox> {
  readonly provider: TicketProvider;
  #removed = new Map<string, Record<string, unknown>>();

  constructor(sandbox: UpsunSandbox, clock: AccountClock, seeded: number) {
    super(sandbox, clock, seeded, upsunAccounts.northwind.key.key, "tickets:read");
    this.provider = createUpsunProvider({
      apiUrl: sandbox.apiUrl,
      authUrl: sandbox.authUrl,
      tuning,
    });
  }

  edit(id: string, { field, to, when }: Edit): void {
    const { ticket } = this.sandbox.control.ticket(id) ?? {};
    const updated = `${new Date(this.timeOf(ticket?.updated, when)).toISOString().slice(0, 19)}Z`;
    // Whole seconds are not enough to give each late edit a content of its own.
    this.sandbox.control.changeTicket(id, {
      ...UPSUN_VALUES[field][to],
      updated,
      ...(when === "late" ? { queue: `late ${this.late}` } : {}),
    });
  }

  removed(): string[] {
    return [...this.#removed.keys()];
  }

  override remove(id: string): void {
    const ticket = this.sandbox.control.ticket(id)?.ticket;
    if (ticket) this.#removed.set(id, ticket);
    super.remove(id);
  }

  restore(id: string): void {
    const ticket = this.#removed.get(id);
    if (ticket)
      this.sandbox.control.changeTicket(this.sandbox.control.createTicket(ACCOUNT, {}).id, ticket);
    this.#removed.delete(id);
  }

  /** One ticket is a filtered list, which the control's path cannot tell from others. */
  protected path(id: string): string {
    return `/tickets?page=1&filter%5Bticket_id%5D=${id}`;
  }
}
