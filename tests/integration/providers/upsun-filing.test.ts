import { describe, expect, it } from "vitest";

import { upsunAccounts } from "../../../sandbox/accounts";
import { withUpsun } from "./sandboxes";
import { choicesOf, failureOf, open } from "./support";
import { upsunClient } from "./upsun-client";
import { upsunExampleAnswer, upsunExampleBody } from "./upsun-examples";

const ACCOUNT = upsunAccounts.northwind;
const KEY = ACCOUNT.key.key;
const COLLABORATOR = "b7e1a2d4-5c36-4f0b-9a57-2f61c8d90e13";
const here = withUpsun();

const asked = (method: string) =>
  here.sandbox.control
    .requests()
    .filter((request) => request.method === method && request.path === "/tickets").length;

/** A filled form about the account's first project. */
async function filledForm(change: Record<string, string> = {}): Promise<Record<string, string>> {
  const choices = await open(here.provider, KEY).session.filingChoices({});
  const project =
    choicesOf(choices.project).choices.find(({ label }) => label === "Northwind Shop")?.value ?? "";
  return {
    project,
    category: "access",
    priority: "low",
    subject: "Cannot reach the shop",
    message: "It answers 502.\n",
    affectedUrl: "https://shop.northwind.example/",
    collaborators: COLLABORATOR,
    ...change,
  };
}

describe("filing with Upsun", () => {
  it("sends exactly the documented fields, the caller as requester, and stores it once", async () => {
    const form = await filledForm();
    const [organization, subscription] = (form.project ?? "").split("/");
    here.sandbox.control.clearJournal();
    const ticket = await open(here.provider, KEY).session.fileTicket(form);
    expect(here.sandbox.control.journal().map(({ body }) => body)).toEqual([
      {
        subject: "Cannot reach the shop",
        description: "It answers 502.\n",
        requester_id: ACCOUNT.userId,
        priority: "low",
        subscription_id: subscription,
        organization_id: organization,
        affected_url: "https://shop.northwind.example/",
        category: "access",
        collaborator_ids: [COLLABORATOR],
      },
    ]);
    expect(ticket).toMatchObject({
      status: "new",
      body: "It answers 502.\n",
      complete: true,
      category: { id: "access", label: null },
      collaboratorIds: [COLLABORATOR],
    });
    expect(ticket.services).toMatchObject([{ kind: "project", externalId: subscription }]);
  });

  it("leaves empty fields out", async () => {
    await open(here.provider, KEY).session.fileTicket({
      subject: "S",
      message: "M",
      project: "",
      category: "",
      priority: "",
      affectedUrl: "",
      collaborators: "",
    });
    expect(here.sandbox.control.journal()[0]?.body).toEqual({
      subject: "S",
      description: "M",
      requester_id: ACCOUNT.userId,
    });
  });

  it("reads the reference's example answer to the last field", async () => {
    here.sandbox.control.addFault({
      kind: "answer",
      method: "POST",
      path: "/tickets",
      body: upsunExampleAnswer,
    });
    const ticket = await open(here.provider, KEY).session.fileTicket({
      subject: "S",
      message: "M",
    });
    const at = new Date("2023-11-07T05:31:56.000Z");
    const {
      ticket_id: _id,
      created: _created,
      updated: _updated,
      subject: _subject,
      description: _description,
      priority: _priority,
      ...rest
    } = upsunExampleAnswer;
    const {
      status: _status,
      collaborator_ids: _collaborators,
      subscription_id: _subscription,
      category: _category,
      zd_ticket_url: _url,
      ...fields
    } = rest;
    expect({ ...ticket, readAt: null }).toEqual({
      externalId: "123",
      number: "123",
      subject: "<string>",
      body: "<string>",
      status: "closed",
      priority: "low",
      category: { id: "access", label: null },
      openedAt: at,
      updatedAt: at,
      lastMessageAt: null,
      requesterName: null,
      cc: [],
      collaboratorIds: ["<string>"],
      messageCount: null,
      services: [
        {
          kind: "project",
          externalId: "<string>",
          name: "<string>",
          details: {
            project_url: "<string>",
            region: "<string>",
            support_plan: "<string>",
            environment: "env_development",
          },
        },
      ],
      fields,
      providerUrl: null,
      complete: true,
      raw: upsunExampleAnswer,
      readAt: null,
    });
    expect(Object.keys(fields).sort()).toEqual(here.provider.details.map(({ key }) => key).sort());
  });

  it("sends the whole of the reference's example body through the client", async () => {
    const [ticket] = here.sandbox.control.tickets(ACCOUNT.id);
    const [, subscription] = ((await filledForm()).project ?? "").split("/");
    const { organization_id: _organization, ...example } = upsunExampleBody;
    const body = {
      ...example,
      subscription_id: subscription,
      affected_url: "https://example.com/",
      followup_tid: String(ticket?.id),
      collaborator_ids: [COLLABORATOR],
      attachments: [{ filename: "a.txt", data: "YQ==" }],
    };
    await upsunClient(here.sandbox).createTicket(body);
    expect(here.sandbox.control.journal().at(-1)?.body).toEqual(body);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "a priority that plan and category do not allow",
      { category: "billing_question", priority: "urgent" },
      "priority",
    ],
    ["a category that is none", { category: "guessed" }, "category"],
    ["a subscription of nobody", { project: "01ARZ3NDEKTSV4RRFFQ69G5FAV/999" }, "project"],
  ])("puts the refusal of %s on its field", async (_name, change, field) => {
    const form = await filledForm(change);
    const error = await failureOf(open(here.provider, KEY).session.fileTicket(form));
    expect(["provider_invalid", "provider_not_found"]).toContain(error.code);
    expect(Object.keys(error.fieldErrors ?? {})).toEqual([field]);
    expect(here.sandbox.control.journal()).toEqual([]);
  });

  it.each([
    ["the connection is cut after the ticket was accepted", { kind: "cut", when: "after" }, 1],
    ["no answer comes after the ticket was accepted", { kind: "hang", when: "after" }, 1],
    [
      "a gateway answers 502 after the ticket was accepted",
      { kind: "status", status: 502, body: "html", when: "after" },
      1,
    ],
    ["the connection is cut before the ticket was accepted", { kind: "cut", when: "before" }, 0],
  ] as const)("ends as an unknown outcome, sent once: %s", async (_name, fault, accepted) => {
    here.sandbox.control.addFault({ ...fault, method: "POST", path: "/tickets", count: null });
    expect(
      (await failureOf(open(here.provider, KEY).session.fileTicket({ subject: "S", message: "M" })))
        .code,
    ).toBe("provider_unknown_outcome");
    expect(here.sandbox.control.journal()).toHaveLength(accepted);
    expect(asked("POST")).toBe(1);
  });

  it("sends nothing when it cannot learn who files", async () => {
    here.sandbox.control.addFault({
      kind: "status",
      status: 503,
      body: "empty",
      path: "/users/me",
      count: null,
    });
    expect(
      (await failureOf(open(here.provider, KEY).session.fileTicket({ subject: "S", message: "M" })))
        .code,
    ).toBe("provider_unavailable");
    expect(asked("POST")).toBe(0);
  });

  it("files without a requester where Upsun does not tell who asks", async () => {
    here.sandbox.control.addFault({
      kind: "status",
      status: 404,
      body: "empty",
      path: "/users/me",
    });
    await open(here.provider, KEY).session.fileTicket({ subject: "S", message: "M" });
    expect(here.sandbox.control.journal()[0]?.body).toEqual({ subject: "S", description: "M" });
  });
});
