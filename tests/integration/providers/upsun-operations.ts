import { expect } from "vitest";

import type { Parsed } from "@/lib/providers/read-answer";
import type { UpsunClient, UpsunTicketFilter, UpsunTicketPage } from "@/lib/providers/upsun/client";

import { upsunAccounts } from "../../../sandbox/accounts";
import type { UpsunSandbox } from "../../../sandbox/start";
import type { Operation } from "./operations";
import { allOf } from "./recording";

type Ticket = Record<string, unknown>;

/** The part of the account that a row uses. */
export interface UpsunAbout {
  all: Ticket[];
  open: Ticket;
  closed: Ticket;
  organization: string;
  subscription: string;
}

const text = (value: unknown) => String(value);
const COLLABORATOR = upsunAccounts.contoso.userId;
const USER = upsunAccounts.northwind.userId;
const PER_PAGE = 25;

export function upsunAbout(sandbox: UpsunSandbox): UpsunAbout {
  const all = sandbox.control.tickets("northwind").map(({ ticket }) => ticket);
  const about = (status: string) =>
    all.find((ticket) => ticket.status === status && ticket.support_plan === "Premium");
  const [open, closed] = [about("open"), about("closed")];
  if (!open || !closed)
    throw new Error("The demo account has no open or no closed ticket of its first project.");
  return {
    all,
    open,
    closed,
    organization: text(open.organization_id),
    subscription: text(open.subscription_id),
  };
}

type Row = Operation<UpsunClient, UpsunAbout>;

const raws = (pages: unknown) =>
  (pages as UpsunTicketPage[]).flatMap(({ raw }) => (raw as { tickets: Ticket[] }).tickets);
const pagesOf = (found: readonly Ticket[], query: Record<string, string> = {}) =>
  Array.from({ length: Math.max(1, Math.ceil(found.length / PER_PAGE)) }, (_none, page) => ({
    page: text(page + 1),
    ...query,
  }));
const ticketIs = (change: (about: UpsunAbout) => object) => (result: unknown, about: UpsunAbout) =>
  expect((result as Parsed<object>).raw).toMatchObject(change(about));
const listIs =
  (...labels: string[]) =>
  (result: unknown) =>
    expect(itemsOf(result).map((item) => ("label" in item ? item.label : undefined))).toEqual(
      expect.arrayContaining(labels),
    );

/** The items of one list, or of several pages. */
const itemsOf = (result: unknown) =>
  (Array.isArray(result) ? result : [result]).flatMap(({ items }: { items: object[] }) => items);

const LIST = {
  operation: "list tickets",
  method: "tickets",
  endpoint: "GET /tickets",
  status: 200,
} as const;

/** A row for a filter, with a ticket's value; the result must match the sandbox. */
function filtered(
  name: keyof UpsunTicketFilter & string,
  value: (about: UpsunAbout) => UpsunTicketFilter[typeof name],
  passes: (ticket: Ticket, value: unknown) => boolean,
): Row {
  const found = (about: UpsunAbout) => about.all.filter((ticket) => passes(ticket, value(about)));
  return {
    ...LIST,
    variant: `by ${name}`,
    run: (client, about) => allOf(client.tickets({ [name]: value(about) })),
    queries: (about) => pagesOf(found(about), { [`filter[${name}]`]: text(value(about)) }),
    check: (result, about) => {
      expect(raws(result)).toEqual(found(about));
      expect(found(about).length).toBeGreaterThan(0);
    },
  };
}

const same = (name: string) => (ticket: Ticket, value: unknown) =>
  ticket[name] !== undefined && text(ticket[name]) === text(value);
const since = (name: string) => (ticket: Ticket, value: unknown) =>
  typeof ticket[name] === "string" && ticket[name] >= text(value);

const lists: Row[] = [
  {
    ...LIST,
    variant: "page by page",
    run: (client) => allOf(client.tickets()),
    queries: ({ all }) => pagesOf(all),
    check: (result, { all }) => expect(raws(result)).toEqual(all),
  },
  filtered("ticket_id", ({ open }) => text(open.ticket_id), same("ticket_id")),
  filtered("status", () => "pending", same("status")),
  filtered("priority", () => "high", same("priority")),
  filtered("type", () => "problem", same("type")),
  filtered("created", ({ all }) => text(all[30]?.created), since("created")),
  filtered("updated", ({ all }) => text(all[9]?.updated), since("updated")),
  filtered("due", ({ all }) => text(all[9]?.due), since("due")),
  filtered("requester_id", () => USER, same("requester_id")),
  filtered("submitter_id", () => USER, same("submitter_id")),
  filtered("assignee_id", ({ open }) => text(open.assignee_id), same("assignee_id")),
  filtered("has_incidents", () => true, same("has_incidents")),
  {
    ...LIST,
    variant: "by words and two filters",
    run: (client, { open }) =>
      allOf(client.tickets({ status: "open", priority: text(open.priority) }, text(open.subject))),
    queries: ({ open }) => [
      {
        page: "1",
        search: text(open.subject),
        "filter[status]": "open",
        "filter[priority]": text(open.priority),
      },
    ],
    check: (result, { open }) => expect(raws(result)).toContainEqual(open),
  },
];

const whole = (about: UpsunAbout) => ({
  subject: "Deploy hook fails",
  description: "  It fails since today.\n",
  requester_id: USER,
  priority: "high",
  subscription_id: about.subscription,
  organization_id: about.organization,
  affected_url: "https://shop.northwind.example/checkout?a=1",
  followup_tid: text(about.closed.ticket_id),
  category: "bug_report",
  attachments: [
    { filename: "deploy åäö.log", data: Buffer.from("E: status code 1\n").toString("base64") },
  ],
  collaborator_ids: [COLLABORATOR],
});

const writes: Row[] = [
  {
    operation: "create a ticket",
    variant: "with every field",
    method: "createTicket",
    endpoint: "POST /tickets",
    status: 200,
    run: (client, about) => client.createTicket(whole(about)),
    body: whole,
    check: (result, about) => {
      const { attachments: _files, ...echoed } = whole(about);
      expect((result as Parsed<object>).raw).toMatchObject({ ...echoed, status: "new" });
    },
  },
  {
    operation: "create a ticket",
    variant: "with the required fields",
    method: "createTicket",
    endpoint: "POST /tickets",
    status: 200,
    run: (client) => client.createTicket({ subject: "S", description: "M" }),
    body: () => ({ subject: "S", description: "M" }),
    check: ticketIs(() => ({ subject: "S", description: "M", status: "new", requester_id: USER })),
  },
  {
    operation: "change a ticket",
    variant: "solve it",
    method: "patchTicket",
    endpoint: "PATCH /tickets/{ticket_id}",
    status: 200,
    run: (client, { open }) => client.patchTicket(text(open.ticket_id), { status: "solved" }),
    body: () => ({ status: "solved" }),
    check: ticketIs(({ open }) => ({ ticket_id: open.ticket_id, status: "solved" })),
  },
  {
    operation: "change a ticket",
    variant: "when it is so already",
    method: "patchTicket",
    endpoint: "PATCH /tickets/{ticket_id}",
    status: 204,
    run: (client, { open }) => client.patchTicket(text(open.ticket_id), { status: "open" }),
    body: () => ({ status: "open" }),
    check: (result) => expect(result).toBeNull(),
  },
  {
    operation: "change a ticket",
    variant: "its collaborators",
    method: "patchTicket",
    endpoint: "PATCH /tickets/{ticket_id}",
    status: 200,
    run: (client, { open }) =>
      client.patchTicket(text(open.ticket_id), {
        collaborator_ids: [COLLABORATOR],
        collaborators_replace: true,
      }),
    body: () => ({ collaborator_ids: [COLLABORATOR], collaborators_replace: true }),
    check: ticketIs(() => ({ collaborator_ids: [COLLABORATOR] })),
  },
];

const choices: Row[] = [
  {
    operation: "categories",
    variant: "of a subscription",
    method: "categories",
    endpoint: "GET /tickets/category",
    status: 200,
    run: (client, { subscription, organization }) =>
      client.categories({ subscriptionId: subscription, organizationId: organization }),
    queries: ({ subscription, organization }) => [
      { subscription_id: subscription, organization_id: organization },
    ],
    check: listIs("Access", "Incident / outage"),
  },
  {
    operation: "categories",
    variant: "in general",
    method: "categories",
    endpoint: "GET /tickets/category",
    status: 200,
    run: (client) => client.categories({}),
    check: listIs("Access", "Close my account"),
  },
  {
    operation: "priorities",
    variant: "of a subscription and a category",
    method: "priorities",
    endpoint: "GET /tickets/priority",
    status: 200,
    run: (client, { subscription }) =>
      client.priorities({ subscriptionId: subscription, category: "incident_outage" }),
    queries: ({ subscription }) => [{ subscription_id: subscription, category: "incident_outage" }],
    check: listIs("Low", "Normal", "High", "Urgent"),
  },
  {
    operation: "priorities",
    variant: "in general",
    method: "priorities",
    endpoint: "GET /tickets/priority",
    status: 200,
    run: (client) => client.priorities({}),
    check: (result) => expect(itemsOf(result).length).toBe(2),
  },
];

const account: Row[] = [
  {
    operation: "current user",
    variant: "the caller",
    method: "me",
    endpoint: "GET /users/me",
    status: 200,
    run: (client) => client.me(),
    check: (result) =>
      expect(result).toMatchObject({
        id: USER,
        email: upsunAccounts.northwind.email,
        first_name: "Jane",
        last_name: "Example",
      }),
  },
  {
    operation: "a user's organizations",
    variant: "the caller's",
    method: "organizations",
    endpoint: "GET /users/{user_id}/organizations",
    status: 200,
    run: (client) => allOf(client.organizations(USER)),
    queries: () => [{ "page[size]": "100" }],
    check: listIs("Northwind Trading", "Northwind Labs"),
  },
  {
    operation: "organizations",
    variant: "all that the token sees",
    method: "organizations",
    endpoint: "GET /organizations",
    status: 200,
    run: (client) => allOf(client.organizations()),
    queries: () => [{ "page[size]": "100" }],
    check: listIs("Northwind Trading", "Northwind Labs"),
  },
  {
    operation: "subscriptions",
    variant: "of an organization",
    method: "subscriptions",
    endpoint: "GET /organizations/{organization_id}/subscriptions",
    status: 200,
    run: (client, { organization }) => allOf(client.subscriptions(organization)),
    queries: () => [{ "page[size]": "100" }],
    check: (result, { subscription }) =>
      expect(itemsOf(result)).toContainEqual(
        expect.objectContaining({
          id: subscription,
          status: "active",
          project_title: "Northwind Shop",
          project_region_label: "Sweden (AWS)",
          plan: "enterprise",
        }),
      ),
  },
  {
    operation: "projects",
    variant: "of an organization",
    method: "projects",
    endpoint: "GET /organizations/{organization_id}/projects",
    status: 200,
    run: (client, { organization }) => allOf(client.projects(organization)),
    queries: () => [{ "page[size]": "100" }],
    check: (result, { subscription }) =>
      expect(itemsOf(result)).toContainEqual(
        expect.objectContaining({
          subscription_id: subscription,
          title: "Northwind Shop",
          status: "active",
          plan: "enterprise",
        }),
      ),
  },
];

export const upsunOperations: readonly Row[] = [...lists, ...writes, ...choices, ...account];
