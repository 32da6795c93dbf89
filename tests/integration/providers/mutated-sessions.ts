import { isDeepStrictEqual } from "node:util";

import { expect } from "vitest";

import type { Json, ProviderSession, TicketSnapshot } from "@/lib/providers/contract";

import type { ThroughProvider } from "./wrong-server";

/** Uses of a session that read one endpoint's damaged answers. */
export interface SessionRow {
  provider: ThroughProvider;
  title: string;
  /** The endpoints that answer wrongly; none means all. */
  wrongAt: string[];
  /** Whose sound answer is mutated. */
  example: string;
  /** A write, whose accepted but unreadable answer is an unknown outcome. */
  changes?: boolean;
  run: (session: ProviderSession, answer: () => Json) => Promise<unknown>;
}

const CONTROL = /[\p{Cc}\p{Cs}]/u;

/** Checks that a ticket can be stored and shown, and agrees with the answer. */
function sound(ticket: TicketSnapshot, raw: Json): void {
  const answer = raw as Record<string, Json>;
  if (!isDeepStrictEqual(ticket.raw, raw)) throw new Error("The raw JSON is not what was sent.");
  const ids = [
    ticket.externalId,
    ...(ticket.messages ?? []).map(({ externalId }) => externalId),
    ...(ticket.attachments ?? []).map(({ externalId }) => externalId),
  ];
  for (const id of [
    ...ids,
    ...ticket.services.flatMap(({ kind, externalId }) => [kind, externalId ?? "-"]),
  ])
    if (id === "" || id.length > 200 || CONTROL.test(id))
      throw new Error(`${JSON.stringify(id)} can be no id.`);
  if (
    new Set(ticket.messages?.map(({ externalId }) => externalId)).size !==
    (ticket.messages?.length ?? 0)
  )
    throw new Error("A message is there twice.");
  if (
    new Set(ticket.attachments?.map(({ externalId }) => externalId)).size !==
    (ticket.attachments?.length ?? 0)
  )
    throw new Error("A file is there twice.");
  for (const word of ["status", "priority"] as const)
    if (typeof answer[word] === "string" && answer[word] !== "" && ticket[word] !== answer[word])
      throw new Error(`The ${word} was not kept.`);
  if (typeof answer.subject === "string" && ticket.subject !== answer.subject)
    throw new Error("The subject was not kept.");
  if (ticket.status === "") throw new Error("There is no status.");
  for (const time of [
    ticket.openedAt,
    ticket.updatedAt,
    ticket.lastMessageAt,
    ticket.readAt,
    ...(ticket.messages ?? []).map(({ sentAt }) => sentAt),
  ]) {
    if (time !== null && Number.isNaN(time.getTime())) throw new Error("A time is none.");
  }
  JSON.stringify(ticket);
}

/** The items of a list, or of a map that stands for one. */
function listed(answer: Json, key: string): Json[] {
  const list = (answer as Record<string, Json> | null)?.[key];
  return typeof list === "object" && list !== null ? Object.values(list) : [];
}

/** An identity, however it is sent. */
function idOf(item: Json, key: string): string | null {
  const id = (item as Record<string, Json> | null)?.[key];
  const text = typeof id === "number" && Number.isSafeInteger(id) ? String(id) : id;
  const isUsable = typeof text === "string" && text !== "" && text.length <= 200;
  return isUsable && !CONTROL.test(text) && text !== "." && text !== ".." ? text : null;
}

/** Each page brings every ticket that has an identity, and counts the others. */
function sweep(key: string, identity: string) {
  return async (session: ProviderSession, answer: () => Json) => {
    for await (const { tickets, leftOut } of session.listTickets()) {
      const all = listed(answer(), key);
      const sent = all.filter((item) => idOf(item, identity) !== null);
      if (tickets.length !== sent.length)
        throw new Error(`Of ${sent.length} tickets ${tickets.length} came.`);
      if (leftOut !== all.length - sent.length) throw new Error(`${leftOut} were counted.`);
      tickets.forEach((ticket, index) => sound(ticket, sent[index] ?? null));
    }
  };
}

async function one(
  ticket: Promise<TicketSnapshot | null> | undefined,
  raw: () => Json,
): Promise<void> {
  const found = await ticket;
  if (found) sound(found, raw());
}

/** The one that was asked for, out of a list. */
async function oneOf(session: ProviderSession, answer: Json): Promise<void> {
  const named = listed(answer, "tickets").find((item) => idOf(item, "ticket_id") !== null) ?? null;
  const found = await session.readTicket(idOf(named, "ticket_id") ?? "1");
  if (found) sound(found, named);
}

/** Each field has choices of texts, or says why not. */
async function choices(
  session: ProviderSession,
  values: Record<string, string> = {},
): Promise<void> {
  for (const field of Object.values(await session.filingChoices(values))) {
    if ("problem" in field) expect(field.problem.text.key).not.toBe("");
    else
      for (const { value, label } of field.choices)
        if (value === "" || label === "" || CONTROL.test(value))
          throw new Error(`${JSON.stringify({ value, label })} can be no choice.`);
  }
}

const HOSTUP_FORM = { department: "vps", subject: "S", message: "M" };
const UPSUN_FORM = { subject: "S", message: "M" };

const row =
  (provider: SessionRow["provider"]) =>
  (
    title: string,
    example: string,
    run: SessionRow["run"],
    more: Partial<SessionRow> = {},
  ): SessionRow => ({ provider, title, example, wrongAt: [example], run, ...more });
const hostup = row("hostup");
const upsun = row("upsun");
const conversing = row("upsun with conversations");

/** The first tickets with what can be read of their conversations; the answer is of one of them. */
async function conversations(session: ProviderSession): Promise<void> {
  for await (const { tickets } of session.listTickets()) {
    for (const listed of tickets.slice(0, 2)) {
      const ticket = await session.completeTicket?.(listed);
      if (ticket) sound(ticket, ticket.raw);
    }
    return;
  }
}

export const sessionRows: readonly SessionRow[] = [
  hostup("sweep", "GET /support/tickets", sweep("data", "id")),
  hostup("read", "GET /support/tickets/{id}", (session, answer) =>
    one(session.readTicket("tkt_1"), answer),
  ),
  hostup(
    "file",
    "POST /support/tickets",
    (session, answer) => one(session.fileTicket(HOSTUP_FORM), answer),
    { changes: true },
  ),
  hostup(
    "close",
    "POST /support/tickets/{id}/actions/close",
    (session, answer) => one(session.act?.("tkt_1", "close"), answer),
    { changes: true },
  ),
  hostup(
    "reopen",
    "POST /support/tickets/{id}/actions/reopen",
    (session, answer) => one(session.act?.("tkt_1", "reopen"), answer),
    { changes: true },
  ),
  ...["GET /support/departments", "GET /domains", "GET /vps", "GET /shared-hosting"].map(
    (endpoint) => hostup(`choices, ${endpoint} wrong`, endpoint, (session) => choices(session)),
  ),
  hostup("check, all wrong", "GET /support/departments", (session) => session.check(), {
    wrongAt: [],
  }),
  hostup("check, list wrong", "GET /support/tickets", (session) => session.check()),
  upsun("sweep", "GET /tickets", sweep("tickets", "ticket_id")),
  upsun("read", "GET /tickets", (session, answer) => oneOf(session, answer())),
  upsun("file", "POST /tickets", (session, answer) => one(session.fileTicket(UPSUN_FORM), answer), {
    changes: true,
  }),
  upsun("file, caller wrong", "GET /users/me", (session) => session.fileTicket(UPSUN_FORM)),
  upsun(
    "solve",
    "PATCH /tickets/{ticket_id}",
    (session, answer) => one(session.act?.("1", "solve"), answer),
    { changes: true },
  ),
  ...[
    "GET /tickets/category",
    "GET /tickets/priority",
    "GET /users/me",
    "GET /users/{user_id}/organizations",
    "GET /organizations/{organization_id}/projects",
  ].map((endpoint) => upsun(`choices, ${endpoint} wrong`, endpoint, (session) => choices(session))),
  upsun("check, all wrong", "GET /users/me", (session) => session.check(), { wrongAt: [] }),
  upsun("check, list wrong", "GET /tickets", (session) => session.check()),
  conversing("conversation", "GET /comments/{ticket_id}", conversations),
  conversing("names", "GET /users/{user_id}", conversations),
  conversing(
    "reply",
    "POST /comments",
    (session) => session.reply?.("1", { message: "M", encrypted: false }) ?? Promise.resolve(),
    { changes: true },
  ),
  conversing("check, conversation wrong", "GET /comments/{ticket_id}", (session) =>
    session.check(),
  ),
];
