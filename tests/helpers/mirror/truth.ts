import { expect } from "vitest";

import { contentHash } from "@/lib/db/content-hash";
import { ticketRow } from "@/lib/mirror/write/ticket-row";
import type { Json, TicketProvider, TicketSnapshot } from "@/lib/providers/contract";
import { sql } from "@/tests/helpers/sql";

import type { AccountClock, ProviderAccount } from "./provider-account";

/** A ticket from one moment to the next; null while the provider has none. */
interface TrueState {
  from: number;
  until: number;
  ticket: TicketSnapshot | null;
}

/** The true contents of an account over time. */
export class Truth {
  readonly #states = new Map<string, TrueState[]>();
  #seen = new Map<string, string>();

  constructor(
    private readonly account: ProviderAccount,
    private readonly clock: AccountClock,
  ) {
    this.note();
  }

  /** Call it right after each change. */
  note(): void {
    const at = this.clock.now();
    const present = new Map(this.account.present().map((id) => [id, this.account.raw(id)]));
    for (const id of new Set([...present.keys(), ...this.#seen.keys()])) {
      const raw = present.get(id);
      const hash = raw === undefined ? "" : contentHash(raw);
      if (this.#seen.get(id) === hash) continue;
      this.#seen.set(id, hash);
      const states = this.#states.get(id) ?? [];
      const last = states.at(-1);
      if (last) last.until = at.getTime();
      const ticket = raw === undefined ? null : this.account.provider.snapshotOf(raw as Json, at);
      this.#states.set(id, [...states, { from: at.getTime(), until: Infinity, ticket }]);
    }
  }

  /** The states of a ticket that held at any moment of the interval, in their order. */
  during(id: string, from: number, until: number): Array<TicketSnapshot | null> {
    return (this.#states.get(id) ?? [])
      .filter((state) => state.from <= until && state.until >= from)
      .map(({ ticket }) => ticket);
  }
}

/** The same account, whose truth is noted after each change. */
export function withTruth(
  account: ProviderAccount,
  clock: AccountClock,
): { account: ProviderAccount; truth: Truth } {
  const truth = new Truth(account, clock);
  const noted = new Proxy(account, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...values: unknown[]) => {
        const result: unknown = (value as (...given: unknown[]) => unknown).apply(target, values);
        if (name !== "present" && name !== "raw" && name !== "passTime") truth.note();
        return result;
      };
    },
  });
  return { account: noted, truth };
}

interface DatedEvent {
  external_id: string;
  kind: string;
  field: string | null;
  before: Json;
  after: Json;
  happened_at: Date | null;
  not_before: Date | null;
  recorded_at: Date;
}

const EVENTS = `
  SELECT t.external_id, e.kind, e.field, e.before, e.after, e.happened_at, e.not_before, e.recorded_at
    FROM event e JOIN ticket t ON t.id = e.ticket_id
   WHERE t.connection_id = $1 ORDER BY e.id`;

/** Counts events and the widths of their intervals. */
export interface IntervalCounts {
  events: number;
  withInterval: number;
  widths: number[];
}

/**
 * Throws unless the true moment of each event lies in its interval: somewhere in it the ticket was
 * as the event says that it was before, and later in it as the event says that it is now.
 */
export async function expectTrueIntervals(
  connectionId: string,
  truth: Truth,
  provider: TicketProvider,
  counts: IntervalCounts,
): Promise<void> {
  for (const event of await sql<DatedEvent & Record<string, unknown>>(EVENTS, [connectionId])) {
    const where = `${JSON.stringify(event)} of ticket ${event.external_id}`;
    counts.events += 1;
    if (event.not_before) {
      counts.withInterval += 1;
      counts.widths.push(event.recorded_at.getTime() - event.not_before.getTime());
    }
    if (event.not_before && event.happened_at)
      expect(event.not_before <= event.happened_at, `${where}: not after its own time`).toBe(true);
    const { is, was } = describe(event, provider);
    const states = truth.during(
      event.external_id,
      event.not_before?.getTime() ?? -Infinity,
      event.recorded_at.getTime(),
    );
    const since = event.not_before ? states.findIndex(was) : -1;
    if (event.not_before) expect(since, `${where}: was so before`).toBeGreaterThanOrEqual(0);
    expect(states.slice(since + 1).some(is), `${where}: became so in its interval`).toBe(true);
  }
}

type Matches = (ticket: TicketSnapshot | null) => boolean;

/** How a ticket is before and after an event. */
function describe(event: DatedEvent, provider: TicketProvider): { was: Matches; is: Matches } {
  const { kind, field } = event;
  const id = field ?? "";
  const appears = (isThere: Matches) => ({
    was: (ticket: TicketSnapshot | null) => !isThere(ticket),
    is: isThere,
  });
  const vanishes = (isThere: Matches) => ({
    was: isThere,
    is: (ticket: TicketSnapshot | null) => !isThere(ticket),
  });
  const isThere: Matches = (ticket) => ticket !== null;
  const hasMessage: Matches = (ticket) => messageOf(ticket, id) !== undefined;
  const hasFile: Matches = (ticket) =>
    ticket?.attachments?.some((file) => file.externalId === id) ?? false;
  const hasService =
    (described: Json): Matches =>
    (ticket) =>
      ticket?.services.some((service) => serviceKey(service) === serviceKey(described)) ?? false;
  const hasBody =
    (described: Json): Matches =>
    (ticket) =>
      messageOf(ticket, id)?.body === (described as { body: string | null }).body;
  const hasValue =
    (value: Json): Matches =>
    (ticket) =>
      ticket !== null && contentHash(valueOf(ticket, id, provider)) === contentHash(value);
  switch (kind) {
    case "first_seen":
    case "returned":
      return appears(isThere);
    case "gone":
      return vanishes(isThere);
    case "message_added":
      return appears(hasMessage);
    case "message_removed":
      return vanishes(hasMessage);
    case "message_changed":
      return { was: hasBody(event.before), is: hasBody(event.after) };
    case "attachment_added":
      return appears(hasFile);
    case "attachment_removed":
      return vanishes(hasFile);
    case "service_linked":
      return appears(hasService(event.after));
    case "service_unlinked":
      return vanishes(hasService(event.before));
    default:
      return { was: hasValue(event.before), is: hasValue(event.after) };
  }
}

function messageOf(ticket: TicketSnapshot | null, id: string) {
  return ticket?.messages?.find((message) => message.externalId === id);
}

function serviceKey(service: unknown): string {
  const { kind, externalId, name } = service as Record<string, string | null>;
  return JSON.stringify([kind, externalId ?? name]);
}

function valueOf(ticket: TicketSnapshot, field: string, provider: TicketProvider): Json {
  const target = { connectionId: "", organizationId: "", provider };
  const row = ticketRow(target, ticket, undefined, "");
  if (field.startsWith("fields.")) return row.fields[field.slice("fields.".length)] ?? null;
  return (row[field as "subject"] ?? null) as Json;
}
