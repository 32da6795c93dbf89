import { randomUUID } from "node:crypto";

import type { Viewer } from "@/lib/auth/types";
import { readConnection } from "@/lib/connections/read-connection";
import { now } from "@/lib/db/expressions";
import { AppError, isAppError } from "@/lib/errors";
import { drainSubmissions } from "@/lib/jobs/submissions";
import type { TicketProvider, TicketSnapshot } from "@/lib/providers/contract";
import { Lease, LeaseLost } from "@/lib/submissions/lease";
import { splitReference, withReference } from "@/lib/submissions/reference";
import { messageOf } from "@/lib/submissions/sealed-message";
import { SUBMISSION_COLUMNS, type SubmissionRow } from "@/lib/submissions/submission";
import { sql } from "@/tests/helpers/sql";

import { MemoryAccount } from "../memory-account";
import { memoryProvider } from "../memory-provider";
import { movedBack, VirtualClock } from "./time";

/** The provider's behaviour during one command. */
export type ProviderBehavior =
  | "accepts"
  | "refuses"
  | "limits"
  | "is busy"
  | "loses it before"
  | "loses it after"
  | "breaks"
  | "is down";

const BEHAVIORS: Record<ProviderBehavior, (what: string) => void> = {
  accepts: () => undefined,
  refuses: (what) =>
    throwAt(what === "file", new AppError("provider_invalid", { words: "Not like this." })),
  limits: (what) =>
    throwAt(
      what === "file",
      new AppError("provider_rate_limited", { retryAt: new Date(Date.now() + 30_000) }),
    ),
  "is busy": (what) => throwAt(what === "file", new AppError("provider_unavailable")),
  "loses it before": (what) => throwAt(what === "file", new AppError("provider_unknown_outcome")),
  "loses it after": (what) =>
    throwAt(what === "accepted", new AppError("provider_unknown_outcome")),
  breaks: (what) => throwAt(what === "file", new Error("A fault of our own.")),
  "is down": (what) => throwAt(what !== "accepted", new AppError("provider_unavailable")),
};

function throwAt(here: boolean, error: Error): void {
  if (here) throw error;
}

export type Form = "A" | "B";
export type ModelKill = "with the lease" | "before the call" | "after the provider accepted";

/** A ticket opened at most this long after sending can be the sent one. */
const MAX_MINUTES = { withReference: 24 * 60, byText: 14 };
/** A lost answer or killed process is resolved, and a busy provider retried, within this time. */
const QUIET_MINUTES = 6;
const DATES = ["openedAt", "updatedAt", "lastMessageAt"] as const;
const ENDS: ReadonlySet<string> = new Set(["sent", "rejected", "abandoned"]);
const OPEN: ReadonlySet<string> = new Set(["queued", "sending", "unknown"]);

interface Row extends SubmissionRow {
  ticket_external_id: string | null;
}

/** The system under test: the outbox on a database, and a provider whose behavior changes. */
export class OutboxSimulation {
  readonly account = new MemoryAccount();
  readonly provider = this.#watched(memoryProvider(this.account));
  readonly clock = new VirtualClock();
  readonly keys: Record<Form, string> = { A: randomUUID(), B: randomUUID() };
  /** Tickets that the provider has and does not list yet. */
  readonly #hidden = new Map<string, TicketSnapshot>();
  #lags = false;
  readonly #formOf = new Map<string, Form>();
  /** Messages of filing calls that were not certainly refused. */
  #attempts: string[] = [];
  readonly #ends = new Map<Form, { state: string; words: number }>();
  #sleeper: { wake: () => void; ended: Promise<unknown>; minutes: number } | null = null;
  /** Accepted too late to be matched by time: a person decides. */
  readonly #late = new Set<string>();

  constructor(
    readonly viewer: Viewer,
    readonly connectionId: string,
    readonly references: boolean,
  ) {}

  #watched(provider: TicketProvider): TicketProvider {
    return {
      ...provider,
      open: (options) => {
        const session = provider.open(options);
        return {
          ...session,
          fileTicket: async (values, extras) => {
            const { message } = values as { message: string };
            this.#attempts.push(message);
            try {
              return await session.fileTicket(values, extras);
            } catch (error) {
              const isRefused =
                error instanceof LeaseLost ||
                (isAppError(error) && error.code !== "provider_unknown_outcome");
              if (isRefused) this.#attempts.splice(this.#attempts.lastIndexOf(message), 1);
              throw error;
            }
          },
        };
      },
    };
  }

  /** One command's worth of the provider's behavior. */
  async while<T>(behavior: ProviderBehavior, work: () => Promise<T>): Promise<T> {
    this.account.before = (what) => {
      if (what === "accepted") this.#hideNewest();
      BEHAVIORS[behavior](what);
    };
    try {
      return await work();
    } finally {
      this.account.before = (what) => (what === "accepted" ? this.#hideNewest() : undefined);
    }
  }

  lag(on: boolean): void {
    this.#lags = on;
    if (on) return;
    for (const [id, ticket] of this.#hidden) this.account.tickets.set(id, ticket);
    this.#hidden.clear();
  }

  #hideNewest(): void {
    const newest = this.account.journal.at(-1)?.id;
    const ticket = newest === undefined ? undefined : this.account.tickets.get(newest);
    if (!this.#lags || !ticket) return;
    this.#hidden.set(ticket.externalId, ticket);
    this.account.tickets.delete(ticket.externalId);
  }

  /** Our clock and the provider's move on together. */
  async pass(minutes: number): Promise<void> {
    const seconds = minutes * 60;
    if (this.#sleeper) this.#sleeper.minutes += minutes;
    await this.clock.pass(seconds);
    await sql(
      `UPDATE ticket SET ${movedBack(["opened_at", "provider_updated_at", "last_message_at"], seconds)}`,
    );
    for (const tickets of [this.account.tickets, this.#hidden]) {
      for (const ticket of tickets.values())
        for (const name of DATES)
          ticket[name] = ticket[name] && new Date(ticket[name].getTime() - seconds * 1_000);
    }
  }

  async row(form: Form): Promise<Row | undefined> {
    const columns = SUBMISSION_COLUMNS.map((column) => `s.${column}`).join(", ");
    const [row] = await sql<Row>(
      `SELECT ${columns}, t.external_id AS ticket_external_id FROM submission s LEFT JOIN ticket t ON t.id = s.ticket_id WHERE s.form_key = $1`,
      [this.keys[form]],
    );
    if (row?.reference) this.#formOf.set(row.reference, form);
    return row;
  }

  /** A process takes the submission up and is gone. */
  async dies(id: string, death: ModelKill): Promise<void> {
    const taken = await Lease.take(id);
    if (!taken) return;
    const { lease, row } = taken;
    if (row.state === "sending" && death !== "with the lease") {
      await lease.write({ step_begun_at: now(), sending_at: now() });
      const message = withReference(messageOf(row), row.reference);
      if (death === "before the call") this.#attempts.push(message);
      else {
        const session = this.provider.open({
          credential: this.account.key,
          tokens: { get: async () => null, set: async () => undefined, alone: (work) => work() },
        });
        await session.fileTicket({ ...row.payload, message });
      }
    }
    lease.stop();
  }

  /** Starts work that stops before or after the provider until `wake`; one at a time. */
  async sleep(at: "file" | "accepted", work: () => Promise<unknown>): Promise<void> {
    await this.wake();
    let wake = () => {};
    const gate = new Promise<void>((resolve) => (wake = resolve));
    let reached = () => {};
    const stopped = new Promise<void>((resolve) => (reached = resolve));
    this.account.before = (what) => {
      if (what === "accepted") this.#hideNewest();
      if (what !== at) return undefined;
      reached();
      return gate;
    };
    const ended = work();
    this.#sleeper = { wake, ended, minutes: 0 };
    await Promise.race([stopped, ended]);
    this.account.before = (what) => (what === "accepted" ? this.#hideNewest() : undefined);
  }

  async wake(): Promise<void> {
    if (!this.#sleeper) return;
    const before = this.account.journal.length;
    this.#sleeper.wake();
    await this.#sleeper.ended;
    if (
      this.#sleeper.minutes > (this.references ? MAX_MINUTES.withReference : MAX_MINUTES.byText)
    ) {
      for (const { id } of this.account.journal.slice(before)) this.#late.add(id);
    }
    this.#sleeper = null;
  }

  /** A scheduler's round: what is due, then the provider read once. */
  async round(): Promise<void> {
    await drainSubmissions(Date.now() + 10_000);
    await readConnection(this.connectionId, { trigger: "cron" });
  }

  /** Writes of a form that the provider accepted, oldest first. */
  writesOf(form: Form): Array<{ id: string; reference: string | null }> {
    const all = this.account.journal.map(({ id, values }) => ({
      id,
      message: (values as { message: string }).message,
    }));
    return all
      .filter(({ message }) => this.#isOf(form, message))
      .map(({ id, message }) => ({ id, reference: splitReference(message).reference }));
  }

  #isOf(form: Form, message: string): boolean {
    const { text, reference } = splitReference(message);
    return this.references
      ? this.#formOf.get(reference ?? "") === form
      : text.endsWith(`form ${form}.`);
  }

  /** Returns violated invariants. `words`: how often a person wanted the form sent. */
  async problems(words: Record<Form, number>): Promise<string[]> {
    const problems: string[] = [];
    for (const form of ["A", "B"] as const) {
      const row = await this.row(form);
      const writes = this.writesOf(form);
      const attempts = this.#attempts.filter((message) => this.#isOf(form, message)).length;
      if (Math.max(attempts, writes.length) > words[form])
        problems.push(`${form} was sent ${attempts} times on ${words[form]} words`);
      if (!row) continue;
      const end = this.#ends.get(form);
      const isPutAway = end?.state === "rejected" && row.state === "abandoned";
      if (end && end.state !== row.state && end.words === words[form] && !isPutAway)
        problems.push(`${form} was ${end.state} and is ${row.state}`);
      if (ENDS.has(row.state)) this.#ends.set(form, { state: row.state, words: words[form] });
      const own = this.#ownWrites(row, form, words[form]);
      if (row.state === "rejected" && own.length > 0)
        problems.push(`${form} is shown as rejected, and the provider has it`);
      if (
        row.state === "sent" &&
        !writes.some(({ id }) => id === row.external_id && row.ticket_external_id === id)
      )
        problems.push(`${form} is sent and points at ${row.ticket_external_id}`);
      if (row.state === "sent" && own.length > 0 && !own.some(({ id }) => id === row.external_id))
        problems.push(`${form} points at a ticket of another attempt`);
      if (OPEN.has(row.state) !== (row.due_at !== null))
        problems.push(
          `${form} is ${row.state}, and due ${row.due_at === null ? "never" : "again"}`,
        );
    }
    return problems;
  }

  /** Of the attempt that the row is about now, as far as that can be told. */
  #ownWrites(row: Row, form: Form, words: number): Array<{ id: string }> {
    const writes = this.writesOf(form);
    if (row.reference !== null)
      return writes.filter(({ reference }) => reference === row.reference);
    return words === 1 ? writes : [];
  }

  async #isAnyOpen(): Promise<boolean> {
    const open = await sql(
      "SELECT 1 FROM submission WHERE state NOT IN ('sent', 'rejected', 'abandoned')",
    );
    return open.length > 0;
  }

  /** Runs a healthy provider and workers for a while; returns what is still open. */
  async unsettled(words: Record<Form, number>): Promise<string[]> {
    await this.wake();
    this.lag(false);
    for (let minute = 0; minute < QUIET_MINUTES && (await this.#isAnyOpen()); minute += 1) {
      await this.pass(1);
      await this.round();
    }
    const problems = await this.problems(words);
    for (const form of ["A", "B"] as const) {
      const row = await this.row(form);
      if (!row) continue;
      const isThere = this.#ownWrites(row, form, words[form]).some(({ id }) => !this.#late.has(id));
      if (row.state === "queued" || row.state === "sending")
        problems.push(`${form} is ${row.state} after ${QUIET_MINUTES} quiet minutes`);
      if (isThere && (row.state === "unknown" || row.state === "needs_decision"))
        problems.push(
          `${form} is ${row.state} after ${QUIET_MINUTES} quiet minutes, and the provider has it`,
        );
    }
    return problems;
  }
}
