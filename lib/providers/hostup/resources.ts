import type {
  Json,
  Resource,
  ResourcePage,
  ServiceSnapshot,
  TicketPage,
  TicketSnapshot,
} from "../contract";
import { nextCursor, UNCLEAR } from "../paging";
import { plainText } from "../plain-text";
import { isRecord } from "../schema-helpers";
import type { HostupClient } from "./client";
import { fromHostupTicket } from "./map";
import { type HostupService, hostupTicketSchema } from "./schema";
import { type HostupInventory, inventories } from "./vocabulary";

/** They change rarely, and each costs calls. */
const INTERVAL_MINUTES = 60;

export async function* hostupTicketPages(
  client: HostupClient,
  from: string | null = null,
): AsyncGenerator<TicketPage, void, undefined> {
  for await (const { data, sentAt } of client.tickets({}, from)) {
    const { items, raws, leftOut } = data.data;
    const tickets = items.map((ticket, index) =>
      fromHostupTicket(ticket, raws[index] ?? null, sentAt, false),
    );
    const next = nextCursor(data.nextCursor);
    yield { tickets, leftOut, next: next === UNCLEAR ? undefined : next };
  }
}

async function* departments(client: HostupClient): AsyncGenerator<ResourcePage, void, undefined> {
  const { items, leftOut } = await client.departments();
  yield {
    leftOut,
    categories: items.map(({ slug, displayName }) => ({
      externalId: slug,
      label: plainText(displayName ?? "") || null,
    })),
    next: null,
  };
}

/** All but id, name and status, always with the same keys. */
function toService(kind: string, service: HostupService): ServiceSnapshot {
  const { id, name, serviceStatus, ...details } = service;
  return {
    kind,
    externalId: id,
    name: name || service.primaryDomain || null,
    status: serviceStatus ?? null,
    details: isRecord(details as Json) ? (details as ServiceSnapshot["details"]) : {},
  };
}

async function* services(
  client: HostupClient,
  inventory: HostupInventory,
): AsyncGenerator<ResourcePage, void, undefined> {
  for await (const listed of client.services(inventory)) {
    yield {
      services: listed.items.map((service) => toService(inventory.kind, service)),
      leftOut: listed.leftOut,
    };
  }
}

export function hostupResources(client: HostupClient): Resource[] {
  return [
    {
      name: "tickets",
      kind: "tickets",
      minIntervalMinutes: 0,
      pages: (from) => hostupTicketPages(client, from),
    },
    {
      name: "departments",
      kind: "categories",
      minIntervalMinutes: INTERVAL_MINUTES,
      pages: () => departments(client),
    },
    ...inventories.map((inventory): Resource => ({
      name: inventory.plural,
      kind: "services",
      serviceKind: inventory.kind,
      minIntervalMinutes: INTERVAL_MINUTES,
      pages: () => services(client, inventory),
    })),
  ];
}

export function hostupSnapshotOf(raw: Json, readAt: Date): TicketSnapshot | null {
  const parsed = hostupTicketSchema.safeParse(raw);
  return parsed.success ? fromHostupTicket(parsed.data, raw, readAt, true) : null;
}
