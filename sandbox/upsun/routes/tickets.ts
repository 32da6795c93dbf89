import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";

import { categoryList, good, priorityList, upsunTicketAnswer, upsunTicketPage } from "../answers";
import { categoriesFor, prioritiesFor } from "../choices";
import {
  assertSignedInFor,
  needsToken,
  organizationsOf,
  ownSubscription,
  type UpsunContext,
  type UpsunEnv,
} from "../env";
import { UpsunRefusal } from "../errors";
import {
  categoriesQuery,
  prioritiesQuery,
  ticketParam,
  updateTicketBody,
  upsunCreateTicketBody,
  upsunListTicketsQuery,
} from "../schemas";
import {
  findTickets,
  journalBody,
  ownUpsunTicket,
  storeFiledUpsunTicket,
  updateTicket,
} from "../tickets";

const PAGE_SIZE = 25;
const json = <T>(schema: T) => ({ required: true, content: { "application/json": { schema } } });

const list = createRoute({
  method: "get",
  path: "/tickets",
  middleware: needsToken("tickets:read"),
  request: { query: upsunListTicketsQuery },
  responses: good("The list of tickets.", upsunTicketPage),
});
const create = createRoute({
  method: "post",
  path: "/tickets",
  middleware: needsToken("tickets:write"),
  request: { body: json(upsunCreateTicketBody) },
  responses: good("A support ticket.", upsunTicketAnswer),
});
const update = createRoute({
  method: "patch",
  path: "/tickets/{ticket_id}",
  middleware: needsToken("tickets:write"),
  request: { params: ticketParam, body: json(updateTicketBody) },
  responses: {
    ...good("The ticket.", upsunTicketAnswer),
    204: { description: "The ticket was not updated." },
  },
});
const categories = createRoute({
  method: "get",
  path: "/tickets/category",
  middleware: needsToken("tickets:read"),
  request: { query: categoriesQuery },
  responses: good("Categories.", categoryList),
});
const priorities = createRoute({
  method: "get",
  path: "/tickets/priority",
  middleware: needsToken("tickets:read"),
  request: { query: prioritiesQuery },
  responses: good("Priorities.", priorityList),
});

/** Tickets: listing, filing, the few changes a customer may make, and what the form may offer. */
export function upsunTicketRoutes(api: OpenAPIHono<UpsunEnv>, context: UpsunContext): void {
  api.openapi(categories, (c) => {
    const { subscription_id, organization_id } = c.req.valid("query");
    const { accountId } = c.get("user");
    if (
      organization_id !== undefined &&
      !organizationsOf(context, accountId).some(({ id }) => id === organization_id)
    ) {
      throw new UpsunRefusal(404, `There is no organization ${organization_id}.`);
    }
    assertSignedInFor(context, organization_id);
    return c.json(
      categoriesFor(
        subscription_id === undefined
          ? undefined
          : ownSubscription(context, accountId, subscription_id),
      ),
      200,
    );
  });

  api.openapi(priorities, (c) => {
    const { subscription_id, category } = c.req.valid("query");
    const project =
      subscription_id === undefined
        ? undefined
        : ownSubscription(context, c.get("user").accountId, subscription_id);
    return c.json(prioritiesFor(project, category), 200);
  });

  api.openapi(list, (c) => {
    const filters = c.req.valid("query");
    const page = filters.page ?? 1;
    const found = findTickets(context, c.get("user").accountId, filters);
    const start = Math.max(0, (page - 1) * PAGE_SIZE - (page > 1 ? c.get("pageShift") : 0));
    const link = (to: number, title: string) => {
      const url = new URL(c.req.url);
      url.searchParams.set("page", String(to));
      return { title, href: url.href };
    };
    return c.json(
      {
        count: found.length,
        tickets: found.slice(start, start + PAGE_SIZE),
        _links: {
          self: link(page, "Self"),
          ...(page > 1 && { previous: link(page - 1, "Previous page") }),
          ...(page * PAGE_SIZE < found.length && { next: link(page + 1, "Next page") }),
        },
      },
      200,
    );
  });

  api.openapi(create, (c) => {
    const body = c.req.valid("json");
    const user = c.get("user");
    const { ticket } = storeFiledUpsunTicket(context, user, body);
    context.accepted({
      method: "POST",
      path: c.req.path,
      account: user.accountId,
      ids: { ticketId: String(ticket.ticket_id) },
      body: journalBody(body),
    });
    context.expectAnswer(String(ticket.ticket_id));
    return c.json(ticket, 200);
  });

  api.openapi(update, (c) => {
    const body = c.req.valid("json");
    const { accountId } = c.get("user");
    const stored = ownUpsunTicket(context, accountId, c.req.valid("param").ticket_id);
    if (!updateTicket(context, stored, body)) return c.body(null, 204);
    context.accepted({
      method: "PATCH",
      path: c.req.path,
      account: accountId,
      ids: { ticketId: String(stored.ticket.ticket_id) },
      body,
    });
    return c.json(stored.ticket, 200);
  });
}
