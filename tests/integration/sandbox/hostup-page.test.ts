import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type HostupSandbox, startHostupSandbox } from "@/sandbox/start";

import { sandboxHostupClient } from "./clients";
import {
  ATTACHMENT_FIELDS,
  FULL_ONLY,
  MESSAGE_FIELDS,
  pageAnswer,
  pageRequest,
} from "./hostup-page";

const NOW = new Date("2026-04-27T11:45:00.000Z");

describe("HostUp's page on creating a ticket", () => {
  let sandbox: HostupSandbox;
  beforeAll(async () => {
    sandbox = await startHostupSandbox({ now: () => NOW });
  });
  afterAll(() => sandbox.stop());

  it("answers its example request with its example answer, but for the ids", async () => {
    const { status, headers, body } = await sandboxHostupClient(sandbox)("/support/tickets", {
      method: "POST",
      json: pageRequest,
    });
    expect(status).toBe(201);
    expect(headers.get("content-type")).toBe("application/json");
    expect(body).toEqual({
      ...pageAnswer,
      id: expect.stringMatching(/^tkt_[0-9a-z]{26}$/),
      number: expect.stringMatching(/^\d+$/),
    });
    expect(Object.keys(body)).toEqual(Object.keys(pageAnswer));
  });

  it("keeps the request in the journal exactly as it was sent", () => {
    expect(sandbox.control.journal().at(-1)).toMatchObject({
      method: "POST",
      path: "/api/v2/support/tickets",
      account: "northwind",
      body: pageRequest,
    });
  });

  it("gives lists the same fields but the text, messages and files", async () => {
    const { body } = await sandboxHostupClient(sandbox)("/support/tickets?limit=100");
    const summaries = body.data as unknown as Record<string, unknown>[];
    expect(summaries).toHaveLength(100);
    const fields = Object.keys(pageAnswer).filter((field) => !FULL_ONLY.includes(field));
    for (const summary of summaries) expect(Object.keys(summary)).toEqual(fields);
  });

  it("gives every seeded ticket, message and file exactly the documented fields", async () => {
    const ask = sandboxHostupClient(sandbox);
    for (const { id, ticket } of sandbox.control.tickets("northwind")) {
      const { body } = await ask(`/support/tickets/${id}`);
      expect(body).toEqual(ticket);
      expect(Object.keys(body)).toEqual(Object.keys(pageAnswer));
      const { messages, attachments } = body as unknown as {
        messages: { attachments: object[] }[];
        attachments: object[];
      };
      for (const message of messages) expect(Object.keys(message)).toEqual(MESSAGE_FIELDS);
      for (const file of [...attachments, ...messages.flatMap((message) => message.attachments)])
        expect(Object.keys(file)).toEqual(ATTACHMENT_FIELDS);
    }
  });

  it("describes that very request in its own OpenAPI document", async () => {
    const document = await (await fetch(`${sandbox.url}/openapi.json`)).json();
    expect(document.openapi).toBe("3.1.0");
    expect(document.components.schemas.CreateTicket).toMatchObject({
      required: ["departmentSlug", "subject", "message"],
      additionalProperties: false,
      properties: {
        priority: { enum: ["low", "medium", "high", "urgent", "critical"] },
        context: { additionalProperties: false },
      },
    });
    expect(Object.keys(document.paths).sort()).toEqual([
      "/api/v2/domains",
      "/api/v2/shared-hosting",
      "/api/v2/support/attachments",
      "/api/v2/support/attachments/{id}",
      "/api/v2/support/departments",
      "/api/v2/support/tickets",
      "/api/v2/support/tickets/{id}",
      "/api/v2/support/tickets/{id}/actions/close",
      "/api/v2/support/tickets/{id}/actions/reopen",
      "/api/v2/support/tickets/{id}/messages",
      "/api/v2/vps",
    ]);
  });
});
