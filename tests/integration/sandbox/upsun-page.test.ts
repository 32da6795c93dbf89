import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { upsunAccounts } from "@/sandbox/accounts";
import { startUpsunSandbox, type UpsunSandbox } from "@/sandbox/start";

import { sandboxUpsunClient } from "./clients";
import { described, describedCategories, fieldsOf } from "./upsun-description";

type Client = Awaited<ReturnType<typeof sandboxUpsunClient>>;

describe("Upsun's page on creating a ticket", () => {
  let sandbox: UpsunSandbox;
  let ask: Client;
  let request: Record<string, unknown>;
  beforeAll(async () => {
    sandbox = await startUpsunSandbox();
    ask = await sandboxUpsunClient(sandbox);
    const organization = sandbox.control
      .tickets("northwind")
      .find(({ ticket }) => ticket.status === "closed" && ticket.support_plan === "Premium");
    // The page's own request: every field, its placeholders filled with what the account has.
    request = {
      subject: "Deploy hook fails",
      description: "  It fails since today:\n\n```\nE: status code 1\n```\n",
      requester_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
      priority: "low",
      subscription_id: organization?.ticket.subscription_id,
      organization_id: organization?.ticket.organization_id,
      affected_url: "https://shop.northwind.example/checkout",
      followup_tid: organization?.id,
      category: "access",
      attachments: [
        { filename: "deploy.log", data: Buffer.from("E: status code 1\n").toString("base64") },
      ],
      collaborator_ids: [upsunAccounts.contoso.userId],
    };
  });
  afterAll(() => sandbox.stop());

  it("answers its example request with every field of its example answer", async () => {
    expect(described("POST /tickets", "request").safeParse(request).error).toBeUndefined();
    const { status, body } = await ask("/tickets", { method: "POST", json: request });
    expect(status).toBe(200);
    const { attachments: _attachments, ...echoed } = request;
    expect(body).toMatchObject({
      ...echoed,
      status: "new",
      submitter_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
      recipient: "support@upsun.com",
    });
    expect(typeof body.ticket_id).toBe("number");
    expect(Object.keys(body).sort()).toEqual(fieldsOf("Ticket").sort());
    expect(described("POST /tickets").safeParse(body).error).toBeUndefined();
  });

  it("keeps the request in the journal as it was sent, and the file's bytes", () => {
    expect(sandbox.control.journal().at(-1)?.body).toEqual(request);
    const [latest] = sandbox.control.tickets("northwind");
    expect(Buffer.from(latest?.files[0]?.data ?? "", "base64").toString()).toBe(
      "E: status code 1\n",
    );
  });

  it("offers exactly the categories that a request may name", async () => {
    const { body } = await ask("/tickets/category");
    expect((body as unknown as { id: string }[]).map(({ id }) => id).sort()).toEqual(
      [...describedCategories].sort(),
    );
  });

  it("serves an OpenAPI document with the described operations and the token exchange", async () => {
    const document = await (await fetch(`${sandbox.url}/openapi.json`)).json();
    expect(Object.keys(document.paths).sort()).toEqual([
      "/oauth2/token",
      "/organizations",
      "/organizations/{organization_id}/projects",
      "/organizations/{organization_id}/subscriptions",
      "/tickets",
      "/tickets/category",
      "/tickets/priority",
      "/tickets/{ticket_id}",
      "/users/me",
      "/users/{user_id}/organizations",
    ]);
    expect(document.components.schemas.CreateTicket).toMatchObject({
      required: ["subject", "description"],
      additionalProperties: false,
    });
  });
});

describe("Upsun's answers keep to the published description", () => {
  let sandbox: UpsunSandbox;
  let ask: Client;
  beforeAll(async () => {
    sandbox = await startUpsunSandbox();
    ask = await sandboxUpsunClient(sandbox, upsunAccounts.contoso.key.key);
  });
  afterAll(() => sandbox.stop());

  const organizationId = async () =>
    ((await ask("/organizations")).body as unknown as { items: { id: string }[] }).items[0]?.id ??
    "";

  it.each([
    ["GET /tickets", () => "/tickets"],
    ["GET /tickets/category", () => "/tickets/category"],
    ["GET /tickets/priority", () => "/tickets/priority"],
    ["GET /users/me", () => "/users/me"],
    [
      "GET /users/{user_id}/organizations",
      () => `/users/${upsunAccounts.contoso.userId}/organizations`,
    ],
    ["GET /organizations", () => "/organizations"],
    [
      "GET /organizations/{organization_id}/subscriptions",
      async () => `/organizations/${await organizationId()}/subscriptions`,
    ],
    [
      "GET /organizations/{organization_id}/projects",
      async () => `/organizations/${await organizationId()}/projects`,
    ],
  ])("%s", async (operation, path) => {
    const { status, body } = await ask(await path());
    expect(status).toBe(200);
    expect(described(operation).safeParse(body).error).toBeUndefined();
  });

  it("PATCH /tickets/{ticket_id}", async () => {
    const open = sandbox.control.tickets("contoso").find(({ ticket }) => ticket.status === "open");
    const { status, body } = await ask(`/tickets/${open?.id ?? ""}`, {
      method: "PATCH",
      json: { status: "solved" },
    });
    expect(status).toBe(200);
    expect(described("PATCH /tickets/{ticket_id}").safeParse(body).error).toBeUndefined();
  });

  it("but for five tickets of the demo, which hold what the description does not allow", () => {
    const schema = described("POST /tickets");
    const odd = sandbox.control.tickets().filter(({ ticket }) => !schema.safeParse(ticket).success);
    expect(odd.map(({ account }) => account)).toEqual(Array(5).fill("northwind"));
    expect(odd.map(({ ticket }) => ticket.status)).toEqual(
      expect.arrayContaining(["escalated", "unknown"]),
    );
  });
});
