import { describe, expect, it } from "vitest";

import type { CapabilityState, SessionOptions } from "@/lib/providers/contract";
import {
  CONVERSATION_ACCOUNT,
  statusFault,
  unavailable,
  useConversations,
} from "@/tests/helpers/upsun-conversations";

import { failureOf, open, tokenStore } from "./support";

const { here, control, session, ticketWith } = useConversations();

describe("one ticket whose conversation is refused", () => {
  it("costs the others nothing", async () => {
    const odd = ticketWith(2);
    const [, other] = control().tickets(CONVERSATION_ACCOUNT.id);
    control().addFault(statusFault(404, `/comments/${odd}`));
    control().addFault(statusFault(404, `/comments?*${odd}*`));
    const { session: opened, told } = session();
    expect((await opened.readTicket(odd))?.messages).toBeUndefined();
    expect(told).toEqual([{ capability: "conversation", available: true, via: "path" }]);
    expect((await opened.readTicket(other?.id ?? ""))?.messages).toBeDefined();
  });

  it("may be the newest of its organization when the account is checked", async () => {
    const newest = new Map<unknown, { id: string; created: string }>();
    for (const { id, ticket } of control().tickets(CONVERSATION_ACCOUNT.id)) {
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
    const { ticket, id } = control().tickets(CONVERSATION_ACCOUNT.id)[0] ?? {};
    const organization = String(ticket?.organization_id);
    control().requireStepUp(organization, true);
    const other = control()
      .tickets(CONVERSATION_ACCOUNT.id)
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
    const first = open(here.provider, CONVERSATION_ACCOUNT.key.key, tokens);
    const ticket = await first.session.readTicket(id);
    expect(ticket?.messages?.map(({ senderName }) => senderName)).toEqual(Array(6).fill(null));
    control().clearFaults();
    const second = open(here.provider, CONVERSATION_ACCOUNT.key.key, tokens);
    await second.session.readTicket(id);
    const lookUps = ({ calls }: typeof first) =>
      calls.filter(({ path }) => /^\/users\/(?!me$)[^/]+$/.test(path)).length;
    expect([lookUps(first), lookUps(second)]).toEqual([2, 0]);
  });
});

describe("a file of a conversation", () => {
  const fileOf = async () => {
    const { id } = control().createTicket(CONVERSATION_ACCOUNT.id, {});
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
