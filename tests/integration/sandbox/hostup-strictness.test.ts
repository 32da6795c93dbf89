import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { hostupAccounts } from "@/sandbox/accounts";
import { type HostupSandbox, startHostupSandbox } from "@/sandbox/start";

import { sandboxHostupClient } from "./clients";
import { pageRequest } from "./hostup-page";

const PROBLEM = {
  type: expect.stringMatching(/^https:\/\/developer\.hostup\.se\/errors\/\w+$/),
  title: expect.any(String),
  detail: expect.any(String),
  requestId: expect.stringMatching(/^req_[0-9a-z]{26}$/),
  timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
};

describe("HostUp refuses", () => {
  let sandbox: HostupSandbox;
  beforeAll(async () => {
    sandbox = await startHostupSandbox();
  });
  afterAll(() => sandbox.stop());

  const post = (json: unknown) =>
    sandboxHostupClient(sandbox)("/support/tickets", { method: "POST", json });
  const without = (field: string) =>
    Object.fromEntries(Object.entries(pageRequest).filter(([name]) => name !== field));

  it.each<[string, unknown, string, string]>([
    ["no department", without("departmentSlug"), "/departmentSlug", "missing_required"],
    [
      "a guessed department",
      { ...pageRequest, departmentSlug: "Domain names" },
      "/departmentSlug",
      "invalid_value",
    ],
    ["no subject", without("subject"), "/subject", "missing_required"],
    ["a blank message", { ...pageRequest, message: " \n" }, "/message", "invalid_value"],
    ["a message that is no text", { ...pageRequest, message: 7 }, "/message", "invalid_type"],
    ["an unknown priority", { ...pageRequest, priority: "normal" }, "/priority", "invalid_value"],
    [
      "a wrong address in copy",
      { ...pageRequest, ccEmails: ["a@example.com", "nobody"] },
      "/ccEmails/1",
      "invalid_value",
    ],
    [
      "an account at the top level",
      { ...pageRequest, accountId: "acct_1" },
      "/accountId",
      "unknown_field",
    ],
    [
      "attachments in the body",
      { ...pageRequest, attachments: [] },
      "/attachments",
      "unknown_field",
    ],
    [
      "an unknown service type",
      { ...pageRequest, context: { serviceType: "mailbox", serviceId: "x" } },
      "/context/serviceType",
      "invalid_value",
    ],
    [
      "a service type without its id",
      { ...pageRequest, context: { serviceType: "vps" } },
      "/context/serviceId",
      "missing_required",
    ],
    [
      "an id of another kind",
      { ...pageRequest, context: { serviceType: "vps", serviceId: pageRequest.context.serviceId } },
      "/context/serviceId",
      "invalid_value",
    ],
    [
      "snake case in the context",
      { ...pageRequest, context: { ...pageRequest.context, service_id: "x" } },
      "/context/service_id",
      "unknown_field",
    ],
    [
      "critical without a reason",
      { ...pageRequest, priority: "critical" },
      "/criticalReason",
      "missing_required",
    ],
    [
      "critical with a blank reason",
      { ...pageRequest, priority: "critical", criticalReason: " " },
      "/criticalReason",
      "missing_required",
    ],
  ])("%s: 400 with a pointer", async (_name, json, pointer, code) => {
    const { status, headers, body } = await post(json);
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      ...PROBLEM,
      status: 400,
      code: "invalid_request",
      instance: "/api/v2/support/tickets",
    });
    expect(body.errors).toEqual([{ pointer, detail: expect.any(String), code }]);
  });

  it("a body that is no JSON, and JSON that is called something else", async () => {
    const ask = sandboxHostupClient(sandbox);
    const broken = await ask("/support/tickets", {
      method: "POST",
      body: "{",
      headers: { "content-type": "application/json" },
    });
    const other = await ask("/support/tickets", {
      method: "POST",
      body: JSON.stringify(pageRequest),
      headers: { "content-type": "text/plain" },
    });
    for (const { status, body } of [broken, other]) {
      expect(status).toBe(400);
      expect(body).toMatchObject({ ...PROBLEM, code: "invalid_request" });
    }
  });

  it("somebody else's service with 403, one that nobody has with 404", async () => {
    const theirs = await sandboxHostupClient(sandbox, hostupAccounts.contoso.key.key)("/domains");
    const [{ id }] = theirs.body.data as unknown as [{ id: string }];
    const foreign = await post({
      ...pageRequest,
      context: { serviceType: "domain", serviceId: id },
    });
    expect([foreign.status, foreign.body.code]).toEqual([403, "forbidden"]);
    expect(foreign.body.errors).toMatchObject([{ pointer: "/context/serviceId" }]);
    const missing = await post({
      ...pageRequest,
      context: { serviceType: "domain", serviceId: `${id.slice(0, -1)}!` },
    });
    expect([missing.status, missing.body.code]).toEqual([404, "not_found"]);
  });

  it("a missing, unknown or revoked key with 401", async () => {
    const key = hostupAccounts.northwind.noVpsKey.key;
    expect((await sandboxHostupClient(sandbox, key)("/domains")).status).toBe(200);
    sandbox.control.revokeKey(key);
    for (const used of [null, "hu_live_nobody", key]) {
      const { status, body } = await sandboxHostupClient(sandbox, used)("/domains");
      expect(status).toBe(401);
      expect(body).toMatchObject({ ...PROBLEM, code: "unauthorized" });
    }
    sandbox.control.restoreKey(key);
  });

  it.each<[string, string, string, string]>([
    ["GET", "/support/tickets", hostupAccounts.northwind.noReadKey.key, "read:support"],
    ["POST", "/support/tickets", hostupAccounts.northwind.noWriteKey.key, "write:support"],
    ["POST", "/support/attachments", hostupAccounts.northwind.noWriteKey.key, "write:support"],
    ["GET", "/vps", hostupAccounts.northwind.noVpsKey.key, "read:vm"],
  ])("%s %s without the scope, naming it", async (method, path, key, scope) => {
    const { status, body } = await sandboxHostupClient(sandbox, key)(path, { method });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      ...PROBLEM,
      code: "forbidden",
      extensions: { requiredScope: scope },
    });
    expect(String(body.detail)).toContain(scope);
  });

  it("files with a key that cannot list virtual servers", async () => {
    const { status } = await sandboxHostupClient(sandbox, hostupAccounts.northwind.noVpsKey.key)(
      "/support/tickets",
      { method: "POST", json: pageRequest },
    );
    expect(status).toBe(201);
  });

  it.each([
    ["/support/tickets?status=unknown", "?status"],
    ["/support/tickets?limit=0", "?limit"],
    ["/support/tickets?limit=101", "?limit"],
    ["/support/tickets?cursor=bogus", "?cursor"],
    ["/support/tickets?updatedSince=2026-01-01", "?updatedSince"],
    ["/domains?limit=1001", "?limit"],
    ["/vps?limit=101", "?limit"],
    ["/shared-hosting?name=x", "?name"],
    ["/support/departments?all=1", "?all"],
  ])("the query of %s with pointer %s", async (path, pointer) => {
    const { status, body } = await sandboxHostupClient(sandbox)(path);
    expect(status).toBe(400);
    expect((body.errors as unknown as { pointer: string }[]).map((error) => error.pointer)).toEqual(
      [pointer],
    );
  });

  it.each([
    ["GET", "/support/ticket"],
    ["GET", "/support/tickets/tkt_01hxa3b4c5d6e7f8g9h0j1k2m3"],
    ["GET", "/support/tickets/999999999"],
    ["DELETE", "/support/tickets"],
    ["PATCH", "/support/tickets/1"],
  ])("%s %s as not found", async (method, path) => {
    const { status, headers, body } = await sandboxHostupClient(sandbox)(path, { method });
    expect(status).toBe(404);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({ ...PROBLEM, code: "not_found" });
  });

  it("a path outside the API as a problem, too", async () => {
    const response = await fetch(`${sandbox.url}/api/v1/tickets`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ ...PROBLEM, code: "not_found" });
  });

  it("another account's ticket as not found, for every operation", async () => {
    const [theirs] = sandbox.control.tickets("contoso");
    const id = theirs?.id ?? "";
    const number = String(theirs?.ticket.number);
    const ask = sandboxHostupClient(sandbox);
    for (const [method, path] of [
      ["GET", `/support/tickets/${id}`],
      ["GET", `/support/tickets/${number}`],
      ["POST", `/support/tickets/${id}/actions/close`],
      ["POST", `/support/tickets/${id}/actions/reopen`],
    ] as const) {
      expect((await ask(path, { method })).status).toBe(404);
    }
    expect(
      (await ask(`/support/tickets/${id}/messages`, { method: "POST", json: { message: "mine?" } }))
        .status,
    ).toBe(404);
  });

  it("a second critical ticket within the cooldown, and spends a credit on the first", async () => {
    const critical = { ...pageRequest, priority: "critical", criticalReason: "Nobody can order." };
    expect((await post(critical)).status).toBe(201);
    const { status, body } = await post(critical);
    expect(status).toBe(409);
    expect(body).toMatchObject({ ...PROBLEM, code: "cooldown_active" });
    const filed = sandbox.control
      .journal()
      .filter((entry) => (entry.body as { priority?: string }).priority === "critical");
    expect(filed).toHaveLength(1);
  });

  it("more requests than the limit, saying when to come back", async () => {
    const small = await startHostupSandbox({
      seed: "empty-accounts",
      rateLimit: { limit: 2, windowS: 60 },
    });
    try {
      const ask = sandboxHostupClient(small);
      const first = await ask("/support/departments");
      expect(first.headers.get("x-ratelimit-limit")).toBe("2");
      expect(first.headers.get("x-ratelimit-remaining")).toBe("1");
      await ask("/support/departments");
      const { status, headers, body } = await ask("/support/departments");
      expect(status).toBe(429);
      expect(body).toMatchObject({ ...PROBLEM, code: "rate_limited" });
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(headers.get("x-ratelimit-remaining")).toBe("0");
      expect(Date.parse(headers.get("x-ratelimit-reset") ?? "")).toBeGreaterThan(Date.now());
    } finally {
      await small.stop();
    }
  });
});
