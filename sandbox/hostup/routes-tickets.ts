import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";

import { departmentsAnswer, messageAnswer, ticketAnswer, ticketPage } from "./answers";
import { departments } from "./departments";
import { type HostupContext, type HostupEnv, needs, ownTicket, pageOf } from "./env";
import { invalid, notFound, Refusal } from "./problem";
import { answers } from "./responses";
import { createTicketBody, idParam, listTicketsQuery, noQuery, replyBody } from "./schemas";
import { fileTicket, placeOf, setStatus, storeMessage, ticketsOf } from "./tickets";
import { messageView, summaryView, ticketView } from "./view";

const json = <T>(schema: T) => ({ required: true, content: { "application/json": { schema } } });

const listDepartments = createRoute({
  method: "get",
  path: "/support/departments",
  middleware: needs("read:account"),
  request: { query: noQuery },
  responses: answers(200, "Departments", departmentsAnswer),
});
const listTickets = createRoute({
  method: "get",
  path: "/support/tickets",
  middleware: needs("read:support"),
  request: { query: listTicketsQuery },
  responses: answers(200, "One page of tickets", ticketPage),
});
const createTicket = createRoute({
  method: "post",
  path: "/support/tickets",
  middleware: needs("write:support"),
  request: { query: noQuery, body: json(createTicketBody) },
  responses: answers(201, "Created support ticket", ticketAnswer),
});
const readTicket = createRoute({
  method: "get",
  path: "/support/tickets/{id}",
  middleware: needs("read:support"),
  request: { query: noQuery, params: idParam },
  responses: answers(200, "The ticket", ticketAnswer),
});
const createMessage = createRoute({
  method: "post",
  path: "/support/tickets/{id}/messages",
  middleware: needs("write:support"),
  request: { query: noQuery, params: idParam, body: json(replyBody) },
  responses: answers(201, "The message", messageAnswer),
});
const act = <P extends string>(path: P) =>
  createRoute({
    method: "post",
    path,
    middleware: needs("write:support"),
    request: { query: noQuery, params: idParam },
    responses: answers(200, "The refreshed ticket", ticketAnswer),
  });

/** Departments, tickets, messages, closing and reopening. */
export function ticketRoutes(api: OpenAPIHono<HostupEnv>, context: HostupContext): void {
  api.openapi(listDepartments, (c) => c.json({ departments: [...departments] }, 200));

  api.openapi(listTickets, (c) => {
    const { limit, cursor, status, departmentSlug } = c.req.valid("query");
    const wanted = ticketsOf(context, c.get("account").id).filter(
      (ticket) =>
        (status === undefined || ticket.status === status) &&
        (departmentSlug === undefined || ticket.departmentSlug === departmentSlug),
    );
    const { data, nextCursor } = pageOf(wanted, cursor, limit, placeOf, c.get("pageShift"));
    return c.json({ data: data.map(summaryView), nextCursor }, 200);
  });

  api.openapi(createTicket, (c) => {
    const body = c.req.valid("json");
    const account = c.get("account");
    const ticket = fileTicket(context, account, body);
    context.accepted({
      method: "POST",
      path: c.req.path,
      account: account.id,
      ids: { ticketId: ticket.id, number: ticket.number },
      body,
    });
    context.expectAnswer(ticket.id);
    return c.json(ticketView(ticket), 201);
  });

  api.openapi(readTicket, (c) => {
    const { id } = c.req.valid("param");
    if (!/^\d+$/.test(id)) return c.json(ticketView(ownTicket(context, c.get("account"), id)), 200);
    const ticket = context.state.tickets.find(
      (one) => one.number === id && one.accountId === c.get("account").id,
    );
    if (ticket === undefined) throw notFound(`Ticket ${id}`);
    return c.json(ticketView(ticket), 200);
  });

  api.openapi(createMessage, (c) => {
    const account = c.get("account");
    const ticket = ownTicket(context, account, c.req.valid("param").id);
    if (ticket.status === "closed")
      throw new Refusal(409, "ticket_closed", {
        detail: "The ticket is closed. Reopen it before replying.",
      });
    const body = c.req.valid("json");
    const message = storeMessage(context, ticket, {
      body: body.message,
      sender: "customer",
      senderName: account.requesterName,
      encrypted: body.encrypted ?? false,
    });
    setStatus(context, ticket, "customer_reply");
    context.accepted({
      method: "POST",
      path: c.req.path,
      account: account.id,
      ids: { ticketId: ticket.id, messageId: message.id },
      body,
    });
    context.expectAnswer(ticket.id);
    return c.json(messageView(ticket, message), 201);
  });

  for (const [path, status] of [
    ["/support/tickets/{id}/actions/close", "closed"],
    ["/support/tickets/{id}/actions/reopen", "open"],
  ] as const) {
    api.openapi(act(path), async (c) => {
      const ticket = ownTicket(context, c.get("account"), c.req.valid("param").id);
      if ((await c.req.text()) !== "")
        throw invalid([
          { pointer: "", detail: "This action takes no body.", code: "unknown_field" },
        ]);
      const closed = ticket.status === "closed";
      if (closed !== (status === "closed")) {
        setStatus(context, ticket, status);
        context.accepted({
          method: "POST",
          path: c.req.path,
          account: c.get("account").id,
          ids: { ticketId: ticket.id },
          body: null,
        });
      }
      return c.json(ticketView(ticket), 200);
    });
  }
}
