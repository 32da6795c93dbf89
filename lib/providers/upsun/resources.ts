import { isAppError } from "@/lib/errors";
import type { Query } from "@/lib/http/types";

import type {
  Json,
  Resource,
  ResourcePage,
  ServiceSnapshot,
  TicketPage,
  TicketSnapshot,
} from "../contract";
import { UNCLEAR } from "../paging";
import { isRecord, toCount } from "../schema-helpers";
import { callerId } from "./choices";
import type { UpsunClient, UpsunTicketFilter } from "./client";
import { splitComments, withComments } from "./conversation/conversation-map";
import type { UpsunConversations } from "./conversation/conversations";
import { fromUpsunTicket } from "./map";
import { type UpsunOrganization, upsunTicketSchema } from "./schema";

/** They change rarely, and each organization costs calls. */
const INTERVAL_MINUTES = 60;

function toQuery(from: string | null): Query | null {
  if (from === null) return null;
  try {
    const query: unknown = JSON.parse(from);
    return typeof query === "object" && query !== null ? (query as Query) : null;
  } catch {
    return null;
  }
}

interface Listing {
  filter?: UpsunTicketFilter;
  from?: string | null;
  /** With it, entries stay incomplete while their messages may be read. */
  conversations?: UpsunConversations;
}

export async function* upsunTicketPages(
  client: UpsunClient,
  { filter = {}, from = null, conversations }: Listing = {},
): AsyncGenerator<TicketPage, void, undefined> {
  for await (const { data, sentAt, next } of client.tickets(filter, undefined, toQuery(from))) {
    const { items, raws, leftOut } = data.tickets;
    const isComplete = !conversations?.isTried;
    const tickets = items.map((ticket, index) =>
      fromUpsunTicket(ticket, raws[index] ?? null, sentAt, isComplete),
    );
    if (!isComplete) conversations.newest.add(tickets);
    const total = toCount(data.count);
    const following = next === UNCLEAR ? undefined : next && JSON.stringify(next);
    yield { tickets, leftOut, next: following, ...(total === null ? {} : { total }) };
  }
}

async function* categories(client: UpsunClient): AsyncGenerator<ResourcePage, void, undefined> {
  const { items, leftOut } = await client.categories({});
  yield {
    leftOut,
    categories: items.map(({ id, label }) => ({
      externalId: id,
      label: label ?? null,
    })),
    next: null,
  };
}

function toService(
  externalId: string,
  name: string | null | undefined,
  status: string | null | undefined,
  details: object,
): ServiceSnapshot {
  const told = Object.fromEntries(
    Object.entries(details).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
    ),
  );
  return {
    kind: "project",
    externalId,
    name: name ?? null,
    status: status ?? null,
    details: isRecord(told) ? told : {},
  };
}

/** By subscription, as tickets name them. An organization's refusal is thrown last. */
async function* projects(client: UpsunClient): AsyncGenerator<ResourcePage, void, undefined> {
  let refusal: unknown;
  for await (const organizations of client.organizations(await callerId(client))) {
    // Projects of an organization without an id cannot be requested.
    if (organizations.leftOut > 0) yield { services: [], leftOut: organizations.leftOut };
    for (const organization of organizations.items) {
      try {
        yield* projectsOf(client, organization);
      } catch (error) {
        if (!isAppError(error, "provider_forbidden") && !isAppError(error, "provider_not_found"))
          throw error;
        refusal ??= error;
      }
    }
  }
  if (refusal !== undefined) throw refusal;
}

async function* projectsOf(
  client: UpsunClient,
  organization: UpsunOrganization,
): AsyncGenerator<ResourcePage, void, undefined> {
  try {
    for await (const page of client.projects(organization.id)) {
      yield {
        leftOut: page.leftOut,
        services: page.items.flatMap(
          ({ id, subscription_id: subscription, title, status, region, plan }) => {
            const externalId = subscription ?? id;
            return externalId === null
              ? []
              : [
                  toService(externalId, title, status, {
                    region,
                    plan,
                    organization: organization.label ?? organization.name,
                    project_id: id,
                  }),
                ];
          },
        ),
      };
    }
  } catch (error) {
    if (!isAppError(error, "provider_forbidden") && !isAppError(error, "provider_not_found"))
      throw error;
    for await (const page of client.subscriptions(organization.id)) {
      yield {
        leftOut: page.leftOut,
        services: page.items.map(
          ({ id, project_id, project_title, project_region_label, plan, status }) =>
            toService(id, project_title, status, {
              region: project_region_label,
              plan,
              organization: organization.label ?? organization.name,
              project_id,
            }),
        ),
      };
    }
  }
}

async function* conversation(
  conversations: UpsunConversations,
): AsyncGenerator<ResourcePage, void, undefined> {
  yield { capabilities: await conversations.probe(), next: null };
}

export function upsunResources(client: UpsunClient, conversations: UpsunConversations): Resource[] {
  const resources: Resource[] = [
    {
      name: "tickets",
      kind: "tickets",
      minIntervalMinutes: 0,
      pages: (from) => upsunTicketPages(client, { from, conversations }),
    },
    {
      name: "categories",
      kind: "categories",
      minIntervalMinutes: INTERVAL_MINUTES,
      pages: () => categories(client),
    },
    {
      name: "projects",
      kind: "services",
      serviceKind: "project",
      minIntervalMinutes: INTERVAL_MINUTES,
      pages: () => projects(client),
    },
  ];
  if (conversations.isMissing)
    resources.push({
      name: "conversation",
      kind: "capabilities",
      minIntervalMinutes: INTERVAL_MINUTES,
      pages: () => conversation(conversations),
    });
  return resources;
}

export function upsunSnapshotOf(raw: Json, readAt: Date): TicketSnapshot | null {
  const { ticket: rawTicket, comments } = splitComments(raw);
  const parsed = upsunTicketSchema.safeParse(rawTicket);
  if (!parsed.success) return null;
  const ticket = fromUpsunTicket(parsed.data, rawTicket, readAt);
  return comments ? withComments(ticket, comments) : ticket;
}
