import { describe, expect, it } from "vitest";

import {
  CONVERSATION_ACCOUNT,
  statusFault,
  unavailable,
  useConversations,
} from "@/tests/helpers/upsun-conversations";

import { allOf } from "./recording";
import { failureOf } from "./support";
import { upsunCommentsClient } from "./upsun-client";

const { here, control, session, ticketWith } = useConversations();

const bodies = (count: number) =>
  Array.from({ length: count }, (_none, index) => `${index % 2 === 0 ? "S" : "C"}${index + 1}`);
describe.each(["path", "filter", "both"] as const)("a conversation in the form %s", (form) => {
  it.each(["map", "list", "texts"] as const)("is read whole in the shape %s", async (shape) => {
    control().setComments({ form, shape });
    const id = ticketWith(120);
    const { session: opened, told, commentCalls } = session();
    const ticket = await opened.readTicket(id);
    expect(ticket).toMatchObject({
      complete: true,
      body: "The customer wrote to support by e-mail.",
    });
    expect(ticket?.messages?.map(({ body }) => body)).toEqual(bodies(120));
    expect(ticket?.messages?.slice(0, 2)).toMatchObject([
      { sender: "staff", senderName: "Tobias Kern", encrypted: false },
      { sender: "customer", senderId: CONVERSATION_ACCOUNT.userId, senderName: "Jane Example" },
    ]);
    expect(ticket?.messages?.every(({ sentAt }) => sentAt instanceof Date)).toBe(true);
    expect(commentCalls()).toHaveLength(form === "filter" ? 4 : 3);
    const via = form === "filter" ? "filter" : "path";
    expect(told).toEqual([{ capability: "conversation", available: true, via }]);
    expect(JSON.stringify(ticket?.raw)).not.toContain("Hidden");
  });

  it.each(["map", "list", "texts"] as const)("has its files in the shape %s", async (shape) => {
    control().setComments({ form, shape });
    const data = Buffer.from("opening").toString("base64");
    const id = control().fileTicket(CONVERSATION_ACCOUNT.id, {
      by: CONVERSATION_ACCOUNT.email,
      subject: "S",
      description: "D",
      priority: "normal",
      category: "general_question",
      files: [{ filename: "log.txt", mimeType: "text/plain", data }],
    });
    const answer = Buffer.from("åäö").toString("base64");
    const files = [
      { filename: "a b.png", data: answer },
      { filename: "a b.png", data },
    ];
    control().staffComment(id, { by: "Priya Nair", text: "See", files });
    const { session: opened } = session();
    const ticket = await opened.readTicket(id);
    const message = ticket?.messages?.[0]?.externalId;
    expect(
      ticket?.attachments?.map((file) => [file.messageExternalId, file.filename, file.mimeType]),
    ).toEqual([
      [null, "log.txt", "text/plain"],
      [message, "a b.png", "image/png"],
      [message, "a b.png", "image/png"],
    ]);
    expect(new Set(ticket?.attachments?.map(({ externalId }) => externalId)).size).toBe(3);
    const texts = (ticket?.attachments ?? []).map(async (file) => {
      const { body, contentType } = (await opened.download?.(file)) ?? {};
      return [contentType, await new Response(body).text()];
    });
    expect(await Promise.all(texts)).toEqual([
      ["text/plain", "opening"],
      ["image/png", "åäö"],
      ["image/png", "opening"],
    ]);
    expect(here.provider.fileLink?.(ticket?.attachments?.[0] ?? { downloadUrl: null })).toBeNull();
  });
});

describe("paging, as Upsun's console has it", () => {
  it("is newest first, 50 a page, and its last comment is the opening", async () => {
    const id = ticketWith(100);
    const client = upsunCommentsClient(here.sandbox);
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) => (await client.comments(id, "path", { page })).data),
    );
    expect(pages.map(({ comments }) => comments.items.length)).toEqual([50, 50, 1]);
    expect(pages.map(({ count }) => count)).toEqual([101, 101, 101]);
    const all = pages.flatMap(({ comments }) => comments.items);
    const newestFirst = [...bodies(100).reverse(), "The customer wrote to support by e-mail."];
    expect(all.map(({ body }) => body)).toEqual(newestFirst);
  });

  it.each([
    ["the oldest first", () => control().setComments({ oddities: ["oldest-first"] })],
    ["internal comments are listed", () => control().setComments({ oddities: ["internal"] })],
    [
      "a page repeats a comment",
      () => void control().addFault({ kind: "page-shift", path: "/comments/*", skip: 1, by: 1 }),
    ],
    [
      "a page leaves a comment out",
      () => void control().addFault({ kind: "page-shift", path: "/comments/*", skip: 1, by: -1 }),
    ],
  ])("loses and repeats nothing where %s", async (_what, prepare) => {
    const id = ticketWith(60);
    prepare();
    const ticket = await session().session.readTicket(id);
    expect(ticket?.messages?.map(({ body }) => body)).toEqual(bodies(60));
    expect(ticket?.leftOut).toBeUndefined();
    expect(JSON.stringify(ticket)).not.toContain("Hidden");
  });

  it("counts a comment without an id, and reads the others", async () => {
    const id = ticketWith(4);
    control().setComments({ oddities: ["without-id"] });
    const ticket = await session().session.readTicket(id);
    expect(ticket?.messages?.map(({ body }) => body)).toEqual(bodies(3));
    expect(ticket?.leftOut).toBe(1);
  });

  it("is the same from the stored JSON", async () => {
    const id = ticketWith(12);
    const ticket = await session().session.readTicket(id);
    const again = here.provider.snapshotOf(ticket?.raw ?? null, ticket?.readAt ?? new Date());
    expect(again).toEqual({
      ...ticket,
      messages: ticket?.messages?.map((message) => ({ ...message, senderName: null })),
    });
  });
});

it("gives a ticket's fields while comments fail, without asking for them", async () => {
  const id = ticketWith(2);
  control().addFault(statusFault(500, "/comments*"));
  const { session: opened, commentCalls } = session();
  expect(await opened.readTicket(id, { fieldsOnly: true })).toMatchObject({
    externalId: id,
    complete: false,
  });
  expect(commentCalls()).toEqual([]);
});

describe("an account without conversations", () => {
  it("is found out with the first ticket, and its tickets are whole without them", async () => {
    control().setComments({ form: "off" });
    const { session: opened, told, commentCalls } = session();
    const [first] = await allOf(opened.listTickets());
    const listed = first?.tickets ?? [];
    expect(listed.every(({ complete }) => !complete)).toBe(true);
    const read = await Promise.all(listed.map(async (ticket) => opened.completeTicket?.(ticket)));
    expect(read.every((ticket) => ticket?.complete && ticket.messages === undefined)).toBe(true);
    expect(told).toMatchObject([unavailable()]);
    expect(told[0]?.reason).toContain("noConversation");
    // Two forms for the first ticket, and for one more of each of the two organizations.
    expect(commentCalls().length).toBeLessThanOrEqual(6);
    const [again] = await allOf(opened.listTickets());
    expect(again?.tickets.every(({ complete }) => complete)).toBe(true);
  });

  it.each<[string, () => void, string]>([
    ["403", () => void control().addFault(statusFault(403, "/comments*")), "provider.forbidden"],
    [
      "a page of HTML",
      () =>
        void control().addFault({
          kind: "answer",
          path: "/comments*",
          body: "<!doctype html><title>Sign in</title>",
          headers: { "content-type": "text/html" },
          count: null,
        }),
      "notTheConversation",
    ],
    [
      "comments of another ticket",
      () => control().setComments({ form: "filter", oddities: ["ignored-filter"] }),
      "notTheConversation",
    ],
  ])("says why: %s", async (_what, prepare, reason) => {
    prepare();
    const { session: opened, told } = session();
    const ticket = await opened.readTicket(control().tickets(CONVERSATION_ACCOUNT.id)[0]?.id ?? "");
    expect(ticket).toMatchObject({ complete: true });
    expect(ticket?.messages).toBeUndefined();
    expect(told).toMatchObject([unavailable()]);
    expect(told[0]?.reason).toContain(reason);
  });

  it.each([429, 500, 503])("is not told by %i", async (status) => {
    const path = "/comments*";
    control().addFault(
      status === 429
        ? { kind: "rate-limit", path, count: null, seconds: 60 }
        : statusFault(status, path),
    );
    const { session: opened, told } = session();
    const id = control().tickets(CONVERSATION_ACCOUNT.id)[0]?.id ?? "";
    const { code } = await failureOf(opened.readTicket(id));
    expect(code).toBe(status === 429 ? "provider_rate_limited" : "provider_unavailable");
    expect(told).toEqual([]);
  });

  it("is looked for again, and found", async () => {
    control().setComments({ form: "filter" });
    const known = [unavailable()];
    const { session: opened, commentCalls } = session({ capabilities: known });
    const resource = opened.resources.find(({ kind }) => kind === "capabilities");
    expect(resource?.minIntervalMinutes).toBe(60);
    const pages = resource ? await allOf(resource.pages(null)) : [];
    expect(pages).toMatchObject([
      { capabilities: [{ capability: "conversation", available: true, via: "filter" }] },
    ]);
    expect(commentCalls()).toHaveLength(2);
    expect(session().session.resources.map(({ kind }) => kind)).not.toContain("capabilities");
  });
});
