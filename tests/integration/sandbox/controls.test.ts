import { request } from "node:http";

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { hostupAccounts } from "@/sandbox/accounts";
import {
  type HostupSandbox,
  startHostupSandbox,
  startUpsunSandbox,
  type UpsunSandbox,
} from "@/sandbox/start";

import { sandboxHostupClient } from "./clients";
import { pageRequest } from "./hostup-page";

const json = (body: unknown) => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json" },
});

describe("The controls over HTTP", () => {
  let sandbox: HostupSandbox;
  let control: (path: string, init?: RequestInit) => Promise<Response>;
  beforeEach(async () => {
    sandbox = await startHostupSandbox();
    control = (path, init) => fetch(`${sandbox.url}/__control${path}`, init);
  });
  afterEach(() => sandbox.stop());

  const anyTicket = () => {
    const [first] = sandbox.control
      .tickets("northwind")
      .filter(({ ticket }) => ticket.status === "open");
    if (first === undefined) throw new Error("no open ticket");
    return first;
  };

  it("list accounts with keys, tickets, the journal and requests", async () => {
    await sandboxHostupClient(sandbox)("/support/tickets", { method: "POST", json: pageRequest });
    const accounts = await (await control("/accounts")).json();
    expect(accounts.map(({ id }: { id: string }) => id)).toEqual([
      "northwind",
      "contoso",
      "northwind-staging",
    ]);
    expect(accounts[0].keys).toHaveLength(4);
    expect(await (await control("/tickets?account=contoso")).json()).toHaveLength(40);
    expect(await (await control("/journal")).json()).toMatchObject([
      { method: "POST", body: pageRequest },
    ]);
    expect(await (await control("/requests")).json()).toMatchObject([
      { method: "POST", path: "/api/v2/support/tickets", account: "northwind", status: 201 },
    ]);
  });

  it("have the staff answer, with a given text or a fitting one", async () => {
    const { id } = anyTicket();
    const given = await (
      await control(`/tickets/${id}/answer`, json({ text: "Look at line 3." }))
    ).json();
    expect(given.ticket).toMatchObject({ status: "answered" });
    expect(given.ticket.messages.at(-1)).toMatchObject({
      sender: "staff",
      body: "Look at line 3.",
    });
    const made = sandbox.control.createTicket("northwind", {
      subject: "TLS certificate expired",
      body: "It has run out.",
    });
    await control(`/tickets/${made.id}/answer`, { method: "POST" });
    const { messages, updatedAt } = (
      await sandboxHostupClient(sandbox)(`/support/tickets/${made.id}`)
    ).body as unknown as { messages: { body: string; sentAt: string }[]; updatedAt: string };
    expect(messages.at(-1)?.body).toMatch(/renewal|certificate/);
    expect(messages.at(-1)?.body).not.toMatch(/\{\w+\}/);
    expect(updatedAt).toBe(messages.at(-1)?.sentAt);
  });

  it("change any field of a ticket, delete it, file one", async () => {
    const { id } = anyTicket();
    await control(`/tickets/${id}`, {
      ...json({ status: "sleeping", priority: null, messages: "gone", colour: "blue" }),
      method: "PATCH",
    });
    const { body } = await sandboxHostupClient(sandbox)(`/support/tickets/${id}`);
    expect(body).toMatchObject({
      status: "sleeping",
      priority: null,
      messages: "gone",
      colour: "blue",
    });
    expect((await control(`/tickets/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await sandboxHostupClient(sandbox)(`/support/tickets/${id}`)).status).toBe(404);
    const filed = await (
      await control("/tickets", json({ account: "contoso", subject: "By telephone" }))
    ).json();
    expect(filed).toMatchObject({ account: "contoso", ticket: { subject: "By telephone" } });
  });

  it("revoke and restore keys, and take scopes away", async () => {
    const { key } = hostupAccounts.contoso.key;
    const ask = sandboxHostupClient(sandbox, key);
    await control("/keys/revoke", json({ key }));
    expect((await ask("/domains")).status).toBe(401);
    await control("/keys/restore", json({ key }));
    await control("/keys/scopes", json({ key, remove: "read:domains" }));
    expect((await ask("/domains")).status).toBe(403);
    await control("/keys/scopes", json({ key, add: "read:domains" }));
    expect((await ask("/domains")).status).toBe(200);
  });

  it("add and clear faults, refusing what is none", async () => {
    const added = await control("/faults", json({ kind: "status", status: 500 }));
    expect(added.status).toBe(201);
    expect(await (await control("/faults")).json()).toHaveLength(1);
    await control("/faults", { method: "DELETE" });
    expect((await sandboxHostupClient(sandbox)("/domains")).status).toBe(200);
    expect((await control("/faults", json({ kind: "earthquake" }))).status).toBe(400);
  });

  it("go back to the beginning", async () => {
    const before = sandbox.control.tickets().length;
    await sandboxHostupClient(sandbox)("/support/tickets", { method: "POST", json: pageRequest });
    await control("/reset", json({}));
    expect([sandbox.control.tickets().length, sandbox.control.journal()]).toEqual([before, []]);
    await control("/reset", json({ seed: "empty-accounts" }));
    expect(sandbox.control.tickets()).toEqual([]);
    expect((await sandboxHostupClient(sandbox)("/domains")).status).toBe(200);
  });

  it("refuse a foreign page, a foreign host name, and bodies that a form could send", async () => {
    expect(
      (await control("/reset", { method: "POST", headers: { origin: "https://evil.example" } }))
        .status,
    ).toBe(403);
    expect(
      (
        await control("/faults", {
          method: "POST",
          body: "{}",
          headers: { "content-type": "text/plain" },
        })
      ).status,
    ).toBe(400);
    const status = await new Promise((resolve, reject) => {
      request(
        `${sandbox.url}/__control/accounts`,
        { headers: { host: "rebound.example" } },
        (response) => resolve(response.resume().statusCode),
      )
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
    expect((await control("/nothing")).status).toBe(404);
  });

  it("refuse everybody when the sandbox is not bound to loopback", async () => {
    const open = await startHostupSandbox({ host: "0.0.0.0", seed: "empty-accounts" });
    try {
      const url = `http://127.0.0.1:${open.port}`;
      expect((await fetch(`${url}/__control/accounts`)).status).toBe(403);
      expect((await fetch(`${url}/`)).status).toBe(403);
      expect(
        (
          await fetch(`${url}/api/v2/domains`, {
            headers: { authorization: `Bearer ${hostupAccounts.northwind.key.key}` },
          })
        ).status,
      ).toBe(200);
    } finally {
      await open.stop();
    }
  });

  it("come with a page for people", async () => {
    const response = await fetch(sandbox.url);
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(await response.text()).toMatch(
      /HostUp sandbox[\s\S]*Accounts and keys[\s\S]*Faults[\s\S]*Tickets[\s\S]*Accepted writes/,
    );
  });
});

describe("Time that passes at the providers", () => {
  let hostup: HostupSandbox;
  let upsun: UpsunSandbox;
  beforeAll(async () => {
    [hostup, upsun] = await Promise.all([startHostupSandbox(), startUpsunSandbox()]);
  });
  afterAll(async () => {
    await Promise.all([hostup.stop(), upsun.stop()]);
  });

  it("changes some 40 tickets, of every account, and files new ones", () => {
    const before = [...hostup.control.tickets(), ...upsun.control.tickets()];
    const known = new Map(before.map(({ id, ticket }) => [id, JSON.stringify(ticket)]));
    const named = [...hostup.control.advance().changed, ...upsun.control.advance().changed];
    const after = [...hostup.control.tickets(), ...upsun.control.tickets()];
    const changed = after.filter(({ id, ticket }) => known.get(id) !== JSON.stringify(ticket));
    expect(changed.map(({ id }) => id).sort()).toEqual([...named].sort());
    expect(changed.length).toBeGreaterThanOrEqual(36);
    expect(changed.length).toBeLessThanOrEqual(48);
    expect(new Set(changed.map(({ account }) => account))).toEqual(
      new Set(["northwind", "contoso", "northwind-staging"]),
    );
    expect(after.length - before.length).toBe(4);
    const statuses = new Set(changed.map(({ ticket }) => ticket.status));
    for (const status of [
      "answered",
      "closed",
      "in_progress",
      "on_hold",
      "customer_reply",
      "pending",
      "solved",
    ])
      expect(statuses).toContain(status);
  });

  it("goes on with each further batch", () => {
    expect(hostup.control.advance()).toMatchObject({ batch: 2 });
    expect(upsun.control.advance().changed.length).toBeGreaterThan(8);
  });

  it("makes an answered Upsun ticket wait for the customer", () => {
    const open = upsun.control.tickets("northwind").find(({ ticket }) => ticket.status === "open");
    const answered = upsun.control.staffAnswer(open?.id ?? "", "Please try again.");
    expect(answered.ticket).toMatchObject({ status: "pending" });
    expect(answered.comments.at(-1)?.text).toBe("Please try again.");
    expect(JSON.stringify(answered.ticket)).not.toContain("Please try again.");
  });
});
