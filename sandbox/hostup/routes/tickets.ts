import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";

import { departmentsAnswer, hostupTicketAnswer, hostupTicketPage, messageAnswer } from "../answers";
import { departments } from "../departments";
import { type HostupContext, type HostupEnv, needsScope, ownHostupTicket, pageOf } from "../env";
import { HostupRefusal, invalid, notFound } from "../problem";
import { answers } from "../responses";
import {
  hostupCreateTicketBody,
  hostupListTicketsQuery,
  idParam,
  noQuery,
  replyBody,
} from "../schemas";
import { placeOf, setStatus, storeFiledTicket, storeMessage, ticketsOf } from "../tickets";
import { messageView, summaryView, ticketView } from "../view";

const json = <T>(schema: T) => ({ required: true, content: { "application/json": { schema } } });

const listDepartments = createRoute({
  method: "get",
  path: "/support/departments",
  middleware: needsScope("read:account"),
  request: { query: noQuery },
  responses: answers(200, "Departments", departmentsAnswer),
});
const listTickets = createRoute({
  method: "get",
  path: "/support/tickets",
  middleware: needsScope("read:support"),
  request: { query: hostupListTicketsQuery },
  responses: answers(200, "One page of tickets", hostupTicketPage),
});
const createTicket = createRoute({
  method: "post",
  path: "/support/tickets",
  middleware: needsScope("write:support"),
  request: { query: noQuery, body: json(hostupCreateTicketBody) },
  responses: answers(201, "Created support ticket", hostupTicketAnswer),
});
const readTicket = createRoute({
  method: "get",
  path: "/support/tickets/{id}",
  middleware: needsScope("read:support"),
  request: { query: noQuery, params: idParam },
  responses: answers(200, "The ticket", hostupTicketAnswer),
});
const createMessage = createRoute({
  method: "post",
  path: "/support/tickets/{id}/messages",
  middleware: needsScope("write:support"),
  request: { query: noQuery, params: idParam, body: json(replyBody) },
  responses: answers(201, "The message", messageAnswer),
});
const act = <P extends string>(path: P) =>
  createRoute({
    method: "post",
    path,
    middleware: needsScope("write:support"),
    request: { query: noQuery, params: idParam },
    responses: answers(200, "The refreshed ticket", hostupTicketAnswer),
  });

/** Departments, tickets, messages, closing and reopening. */
export function hostupTicketRoutes(api: OpenAPIHono<HostupEnv>, context: HostupContext): void {
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
    const ticket = storeFiledTicket(context, account, body);
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
    if (!/^\d+$/.test(id))
      return c.json(ticketView(ownHostupTicket(context, c.get("account"), id)), 200);
    const ticket = context.state.tickets.find(
      (one) => one.number === id && one.accountId === c.get("account").id,
    );
    if (ticket === undefined) throw notFound(`Ticket ${id}`);
    return c.json(ticketView(ticket), 200);
  });

  api.openapi(createMessage, (c) => {
    const account = c.get("account");
    const ticket = ownHostupTicket(context, account, c.req.valid("param").id);
    if (ticket.status === "closed")
      throw new HostupRefusal(409, "ticket_closed", {
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
      const ticket = ownHostupTicket(context, c.get("account"), c.req.valid("param").id);
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
