import { describe, expect, it } from "vitest";

import { HostupClient } from "@/lib/providers/hostup/client";
import { createHostupProvider } from "@/lib/providers/hostup/provider";

import { hostupAccounts } from "../../../sandbox/accounts";
import { startHostupSandbox } from "../../../sandbox/start";
import {
  exampleForm,
  fieldExamples,
  hostupExampleAnswer,
  hostupExampleBody,
  SCRAMBLED_ADDRESS,
} from "./hostup-examples";
import { withHostup } from "./sandboxes";
import { failureOf, open, QUICK } from "./support";

const KEY = hostupAccounts.northwind.key.key;
const TICKETS = "/api/v2/support/tickets";
const here = withHostup();

describe("filing with HostUp", () => {
  it("sends exactly the reference's request body for its example, and stores it once", async () => {
    const ticket = await open(here.provider, KEY).session.fileTicket(exampleForm);
    expect(here.sandbox.control.journal().map(({ body }) => body)).toEqual([
      { ...hostupExampleBody, ccEmails: ["colleague@example.com"] },
    ]);
    expect(ticket).toMatchObject({
      subject: hostupExampleBody.subject,
      body: hostupExampleBody.message,
      status: "open",
      priority: "low",
      complete: true,
      messages: [],
    });
    expect(ticket.services).toMatchObject([
      {
        kind: "domain",
        externalId: hostupExampleBody.context.serviceId,
        name: "example.com",
        details: { autoRenew: true },
      },
    ]);
  });

  it("sends the example's very words through the client", async () => {
    await new HostupClient({ name: "HostUp", baseUrl: here.sandbox.apiUrl }, KEY).createTicket(
      hostupExampleBody,
    );
    expect(here.sandbox.control.journal()[0]?.body).toEqual(hostupExampleBody);
  });

  it("reads the reference's example answer to the last field", async () => {
    here.sandbox.control.addFault({
      kind: "answer",
      method: "POST",
      path: TICKETS,
      status: 201,
      body: hostupExampleAnswer,
    });
    const before = Date.now();
    const ticket = await open(here.provider, KEY).session.fileTicket(exampleForm);
    const at = new Date("2026-04-27T11:45:00.000Z");
    expect(ticket.readAt.getTime()).toBeGreaterThanOrEqual(before);
    expect({ ...ticket, readAt: null }).toEqual({
      externalId: "tkt_01hxa3b4c5d6e7f8g9h0j1k2m3",
      number: "10001",
      subject: "Question about my hosting account",
      body: "Hello, I need help with my website.",
      status: "open",
      priority: "low",
      category: { id: "domain-names", label: "Domain names" },
      openedAt: at,
      updatedAt: at,
      lastMessageAt: at,
      requesterName: "Jane Example",
      cc: [SCRAMBLED_ADDRESS],
      collaboratorIds: [],
      messageCount: 1,
      services: [
        {
          kind: "domain",
          externalId: "dom_01hxa3b4c5d6e7f8g9h0j1k2m3",
          name: "example.com",
          details: { status: "Active", autoRenew: true },
        },
      ],
      messages: [],
      attachments: [],
      fields: {},
      providerUrl: null,
      complete: true,
      raw: hostupExampleAnswer,
      readAt: null,
    });
  });

  it("reads the examples that the reference gives field by field", async () => {
    here.sandbox.control.addFault({
      kind: "answer",
      method: "GET",
      path: `${TICKETS}/*`,
      body: fieldExamples,
    });
    const ticket = await open(here.provider, KEY).session.readTicket(fieldExamples.id);
    expect(ticket).toMatchObject({
      number: "149943",
      messageCount: 2,
      messages: [],
      raw: fieldExamples,
    });
    expect(ticket?.attachments).toEqual([
      {
        externalId: "tatt_01hxa3b4c5d6e7f8g9h0j1k2m3",
        messageExternalId: null,
        filename: "error-log.txt",
        mimeType: "text/plain",
        downloadUrl: fieldExamples.attachments[0]?.downloadUrl,
      },
    ]);
    expect(ticket?.services).toEqual([
      {
        kind: "vps",
        externalId: "vps_01hxa3b4c5d6e7f8g9h0j1k2m3",
        name: "app-01",
        details: fieldExamples.linkedServices[0]?.details,
      },
    ]);
  });

  it.each([
    ["an unknown department", { department: "guessed" }, "provider_invalid", "department"],
    [
      "a service that is not there",
      { service: "domain:dom_00000000000000000000000000" },
      "provider_not_found",
      "service",
    ],
    [
      "a service of another kind",
      { service: "vps:dom_01hxa3b4c5d6e7f8g9h0j1k2m3" },
      "provider_invalid",
      "service",
    ],
  ])("puts the refusal of %s on its field", async (_name, change, code, field) => {
    const error = await failureOf(
      open(here.provider, KEY).session.fileTicket({ ...exampleForm, ...change }),
    );
    expect(error.code).toBe(code);
    expect(Object.keys(error.fieldErrors ?? {})).toEqual([field]);
    expect(error.requestId).toMatch(/^req_/);
    expect(here.sandbox.control.journal()).toEqual([]);
  });

  it("puts every pointer of a problem on its field", async () => {
    const pointers = [
      "/departmentSlug",
      "/subject",
      "/message",
      "/priority",
      "/criticalReason",
      "/ccEmails/0",
      "/context/serviceId",
      "/aiSummary",
    ];
    const errors = pointers.map((pointer) => ({ pointer, detail: "no", code: "invalid_value" }));
    const body = {
      type: "about:blank",
      title: "Validation failed",
      status: 400,
      detail: "The request body failed validation.",
      code: "invalid_request",
      requestId: "req_1",
      errors,
    };
    here.sandbox.control.addFault({
      kind: "answer",
      method: "POST",
      path: TICKETS,
      status: 400,
      headers: { "content-type": "application/problem+json" },
      body,
    });
    const error = await failureOf(open(here.provider, KEY).session.fileTicket(exampleForm));
    expect(error.fieldErrors).toEqual({
      department: "no",
      subject: "no",
      message: "no",
      priority: "no",
      customerImpact: "no",
      cc: "no",
      service: "no",
      "": "/aiSummary: no",
    });
  });

  it("refuses values that the form would refuse before anything is sent", async () => {
    const { session, calls } = open(here.provider, KEY);
    const error = await failureOf(
      session.fileTicket({ ...exampleForm, subject: " ", cc: "nobody" }),
    );
    expect(error.code).toBe("invalid");
    expect(Object.keys(error.fieldErrors ?? {}).sort()).toEqual(["cc", "subject"]);
    expect(calls).toEqual([]);
  });

  it("says why a second critical ticket is refused", async () => {
    const { session } = open(here.provider, KEY);
    const critical = { ...exampleForm, priority: "critical", customerImpact: "Nobody can order." };
    await session.fileTicket(critical);
    expect(here.sandbox.control.journal()[0]?.body).toMatchObject({
      priority: "critical",
      criticalReason: "Nobody can order.",
    });
    expect(await failureOf(session.fileTicket(critical))).toMatchObject({
      code: "provider_conflict",
      providerCode: "cooldown_active",
    });
    expect(here.sandbox.control.journal()).toHaveLength(1);
  });
});

describe("a lost answer", () => {
  const file = () => failureOf(open(here.provider, KEY).session.fileTicket(exampleForm));

  it.each([
    ["the connection is cut after the ticket was accepted", { kind: "cut", when: "after" }, 1],
    ["the connection is cut within the answer", { kind: "cut", when: "body" }, 1],
    ["no answer comes after the ticket was accepted", { kind: "hang", when: "after" }, 1],
    [
      "a proxy answers 502 after the ticket was accepted",
      { kind: "status", status: 502, body: "html", when: "after" },
      1,
    ],
    [
      "a proxy answers 504 with nothing",
      { kind: "status", status: 504, body: "empty", when: "after" },
      1,
    ],
    ["an unreadable 201", { kind: "answer", status: 201, body: "<html>", when: "after" }, 1],
    ["the connection is cut before the ticket was accepted", { kind: "cut", when: "before" }, 0],
  ] as const)("is an unknown outcome and sent once: %s", async (_name, fault, accepted) => {
    here.sandbox.control.addFault({ ...fault, method: "POST", path: TICKETS, count: null });
    expect((await file()).code).toBe("provider_unknown_outcome");
    expect(here.sandbox.control.journal()).toHaveLength(accepted);
    expect(here.sandbox.control.requests().filter(({ method }) => method === "POST")).toHaveLength(
      1,
    );
  });

  it("is none when nobody listens: nothing was sent", async () => {
    const stopped = await startHostupSandbox({ seed: "empty-accounts" });
    await stopped.stop();
    const gone = createHostupProvider({ apiUrl: stopped.apiUrl, tuning: QUICK });
    expect((await failureOf(open(gone, KEY).session.fileTicket(exampleForm))).code).toBe(
      "provider_unavailable",
    );
  });
});
