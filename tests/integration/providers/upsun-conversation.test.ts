import { describe, expect, it } from "vitest";

import type { CapabilityState, SessionOptions } from "@/lib/providers/contract";

import { upsunAccounts } from "../../../sandbox/accounts";
import type { FaultInput } from "../../../sandbox/start";
import { allOf } from "./recording";
import { withUpsun } from "./sandboxes";
import { failureOf, open, tokenStore } from "./support";
import { upsunCommentsClient } from "./upsun-client";

const ACCOUNT = upsunAccounts.northwind;
const here = withUpsun("read");
const control = () => here.sandbox.control;

function session(more: Partial<SessionOptions> = {}) {
  const told: CapabilityState[] = [];
  const opened = open(here.provider, ACCOUNT.key.key, tokenStore(), {
    onCapabilities: (changed) => told.push(...changed),
    ...more,
  });
  const commentCalls = () => opened.calls.filter(({ path }) => path.startsWith("/comments"));
  return { ...opened, told, commentCalls };
}

/** A ticket with so many public comments, and an internal one after each tenth. */
function ticketWith(comments: number): string {
  const { id } = control().createTicket(ACCOUNT.id, { status: "open" });
  for (let number = 1; number <= comments; number += 1) {
    if (number % 2 === 1) control().staffComment(id, { by: "Tobias Kern", text: `S${number}` });
    else control().customerComment(id, { by: ACCOUNT.email, text: `C${number}` });
    if (number % 10 === 0) control().internalComment(id, `Hidden ${number}`);
  }
  return id;
}

const bodies = (count: number) =>
  Array.from({ length: count }, (_none, index) => `${index % 2 === 0 ? "S" : "C"}${index + 1}`);
const unavailable = (capability = "conversation"): CapabilityState =>
  ({ capability, available: false }) as CapabilityState;
const statusFault = (status: number, path: string): FaultInput => ({
  kind: "status",
  status,
  path,
  count: null,
});

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
      { sender: "customer", senderId: ACCOUNT.userId, senderName: "Jane Example" },
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
    const id = control().fileTicket(ACCOUNT.id, {
      by: ACCOUNT.email,
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
    const ticket = await opened.readTicket(control().tickets(ACCOUNT.id)[0]?.id ?? "");
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
    const id = control().tickets(ACCOUNT.id)[0]?.id ?? "";
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

describe("one ticket whose conversation is refused", () => {
  it("costs the others nothing", async () => {
    const odd = ticketWith(2);
    const [, other] = control().tickets(ACCOUNT.id);
    control().addFault(statusFault(404, `/comments/${odd}`));
    control().addFault(statusFault(404, `/comments?*${odd}*`));
    const { session: opened, told } = session();
    expect((await opened.readTicket(odd))?.messages).toBeUndefined();
    expect(told).toEqual([{ capability: "conversation", available: true, via: "path" }]);
    expect((await opened.readTicket(other?.id ?? ""))?.messages).toBeDefined();
  });

  it("may be the newest of its organization when the account is checked", async () => {
    const newest = new Map<unknown, { id: string; created: string }>();
    for (const { id, ticket } of control().tickets(ACCOUNT.id)) {
      const created = String(ticket.created);
      const known = newest.get(ticket.organization_id);
      if (!known || created > known.created) newest.set(ticket.organization_id, { id, created });
    }
    for (const { id } of newest.values()) {
      control().addFault(statusFault(404, `/comments/${id}`));
      control().addFault(statusFault(404, `/comments?*${id}*`));
    }
    const { session: opened, commentCalls } = session();
    const { capabilities } = await opened.check();
    expect(commentCalls().length).toBeGreaterThan(newest.size);
    expect(capabilities).toContainEqual({
      capability: "conversation",
      available: true,
      via: "path",
    });
  });

  it("may be one of an organization that asks for a stronger sign-in", async () => {
    const { ticket, id } = control().tickets(ACCOUNT.id)[0] ?? {};
    const organization = String(ticket?.organization_id);
    control().requireStepUp(organization, true);
    const other = control()
      .tickets(ACCOUNT.id)
      .find((one) => one.ticket.organization_id !== organization);
    const { session: opened, told } = session();
    expect((await opened.readTicket(id ?? ""))?.messages).toBeUndefined();
    expect(told).toEqual([{ capability: "conversation", available: true, via: "path" }]);
    expect((await opened.readTicket(other?.id ?? ""))?.messages).toBeDefined();
  });
});

describe("a check", () => {
  const states = async (more: Partial<SessionOptions> = {}) =>
    (await session(more).session.check()).capabilities.filter(
      ({ capability }) => capability === "conversation",
    );

  it("shows whether there are conversations, and keeps what it cannot find out", async () => {
    expect(await states()).toEqual([{ capability: "conversation", available: true, via: "path" }]);
    control().setComments({ form: "off" });
    expect(await states()).toMatchObject([unavailable()]);
    control().addFault(statusFault(503, "/comments*"));
    const known: CapabilityState = { capability: "conversation", available: true, via: "filter" };
    expect(await states({ capabilities: [known] })).toEqual([known]);
    expect(await states()).toEqual([]);
  });

  it("does not know it of an account without tickets", async () => {
    control().reset("empty-accounts");
    expect(await states()).toEqual([]);
  });
});

describe("names", () => {
  it("are asked for once, and a failure does not cost the conversation", async () => {
    const id = ticketWith(6);
    control().addFault(statusFault(404, "/users/*-*"));
    const tokens = tokenStore();
    const first = open(here.provider, ACCOUNT.key.key, tokens);
    const ticket = await first.session.readTicket(id);
    expect(ticket?.messages?.map(({ senderName }) => senderName)).toEqual(Array(6).fill(null));
    control().clearFaults();
    const second = open(here.provider, ACCOUNT.key.key, tokens);
    await second.session.readTicket(id);
    const lookUps = ({ calls }: typeof first) =>
      calls.filter(({ path }) => /^\/users\/(?!me$)[^/]+$/.test(path)).length;
    expect([lookUps(first), lookUps(second)]).toEqual([2, 0]);
  });
});

describe("a file of a conversation", () => {
  const fileOf = async () => {
    const { id } = control().createTicket(ACCOUNT.id, {});
    const data = Buffer.from("x").toString("base64");
    control().staffComment(id, {
      by: "Priya Nair",
      text: "T",
      files: [{ filename: "x.log", data }],
    });
    const { session: opened } = session();
    const file = (await opened.readTicket(id))?.attachments?.[0];
    if (!file) throw new Error("There is no file.");
    return { opened, file };
  };

  it("at another origin is a link, and never asked for with the token", async () => {
    control().setComments({ oddities: ["foreign-uri"] });
    const { opened, file } = await fileOf();
    expect(here.provider.fileLink?.(file)).toMatch(/^https:\/\/files\.upsun\.example\/.*signature/);
    const { code } = await failureOf(opened.download?.(file) ?? Promise.resolve());
    expect(code).toBe("provider_unreadable");
  });

  it("that redirects is not followed", async () => {
    control().setComments({ oddities: ["redirecting-file"] });
    const { opened, file } = await fileOf();
    const { code } = await failureOf(opened.download?.(file) ?? Promise.resolve());
    expect(code).toBe("provider_unreadable");
  });

  it.each(["http://evil.example/x", "javascript:alert(1)", "https://a:b@evil.example/x", ""])(
    "with an unsafe address is neither: %s",
    async (downloadUrl) => {
      expect(here.provider.fileLink?.({ downloadUrl })).toBeNull();
      const { opened, file } = await fileOf();
      await failureOf(opened.download?.({ ...file, downloadUrl }) ?? Promise.resolve());
    },
  );
});
