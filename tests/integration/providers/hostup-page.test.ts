import { describe, expect, it } from "vitest";

import type { Json } from "@/lib/providers/contract";

import { hostupAccounts } from "../../../sandbox/accounts";
import { hostupClient } from "./hostup-client";
import {
  exampleForm,
  fieldExamples,
  hostupExampleAnswer,
  hostupExampleBody,
} from "./hostup-examples";
import { HOSTUP_PATH, hostupAbout, hostupOperations } from "./hostup-operations";
import { describedAnswer, describedFieldsOf, describedRequest, pageProblem } from "./hostup-page";
import { fieldRows } from "./hostup-page-fields";
import { exchangesAt } from "./operations";
import { recording } from "./recording";
import { withHostup } from "./sandboxes";
import { tokenStore } from "./support";

const KEY = hostupAccounts.northwind.key.key;
const CREATE = "POST /support/tickets";
const here = withHostup();

const answering = (answer: Json) =>
  here.provider.open({
    credential: KEY,
    tokens: tokenStore(),
    fetch: async () => Response.json(answer, { status: 201 }),
  });

describe("HostUp's page on creating a ticket, field by field", () => {
  it.each(fieldRows)("the answer's %s, as %j", async (field, value, place, expected) => {
    const [name = ""] = field.split(/[.[]/);
    const answer: Record<string, Json> = { ...hostupExampleAnswer, [name]: value };
    expect(describedAnswer.safeParse(answer).error).toBeUndefined();
    const ticket = await answering(answer).fileTicket(exampleForm);
    expect(place(ticket)).toEqual(expected);
    expect(ticket.raw).toEqual(answer);
    const { [name]: _gone, ...without } = answer;
    if (name !== "id")
      expect((await answering(without).fileTicket(exampleForm)).raw).toEqual(without);
  });

  it("has a row for each field of the answer", () => {
    expect([...new Set(fieldRows.map(([field]) => field))].sort()).toEqual(
      describedFieldsOf(describedAnswer).sort(),
    );
  });

  it("its own examples are what its fields say", () => {
    expect(describedRequest.safeParse(hostupExampleBody).error).toBeUndefined();
    for (const example of [hostupExampleAnswer, fieldExamples])
      expect(describedAnswer.safeParse(example).error).toBeUndefined();
  });
});

describe("what is sent to HostUp to create a ticket", () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      "no more than required",
      { department: "vps", subject: "S", message: "M" },
      ["departmentSlug", "message", "subject"],
    ],
    [
      "the page's example",
      exampleForm,
      ["ccEmails", "context", "departmentSlug", "message", "priority", "subject"],
    ],
    [
      "a critical ticket",
      { ...exampleForm, priority: "critical", customerImpact: "Nobody can order." },
      ["ccEmails", "context", "criticalReason", "departmentSlug", "message", "priority", "subject"],
    ],
    [
      "an impact that no longer applies",
      { ...exampleForm, priority: "high", customerImpact: "Nobody can order." },
      ["ccEmails", "context", "departmentSlug", "message", "priority", "subject"],
    ],
    [
      "a server",
      {
        department: "vps",
        subject: "S",
        message: "M",
        service: "vps:vps_01hxa3b4c5d6e7f8g9h0j1k2m3",
      },
      ["context", "departmentSlug", "message", "subject"],
    ],
  ])("has the page's fields and no others: %s", async (_name, form, fields) => {
    const { through, exchanges } = recording();
    await here.provider
      .open({ credential: KEY, tokens: tokenStore(), fetch: through })
      .fileTicket(form);
    const [sent] = exchangesAt(CREATE, exchanges, HOSTUP_PATH);
    expect(describedRequest.safeParse(sent?.body).error).toBeUndefined();
    expect(Object.keys(sent?.body as object).sort()).toEqual(fields);
    expect(describedAnswer.safeParse(JSON.parse(sent?.answer ?? "")).error).toBeUndefined();
  });

  it("names every field of the page somewhere, also those that no form asks for", async () => {
    const { through, exchanges } = recording();
    const about = await hostupAbout(here.sandbox, hostupClient(here.sandbox));
    for (const row of hostupOperations.filter(
      ({ endpoint, method }) => endpoint === CREATE && method === "createTicket",
    ))
      await row.run(hostupClient(here.sandbox, through), about);
    for (const { body } of exchanges)
      expect(describedRequest.safeParse(body).error).toBeUndefined();
    expect(
      [...new Set(exchanges.flatMap(({ body }) => Object.keys(body as object)))].sort(),
    ).toEqual(Object.keys(describedRequest.shape).sort());
  });
});

describe("what HostUp answers", () => {
  it("has the page's fields and no others, with all that change a ticket or read one", async () => {
    const { through, exchanges } = recording();
    for (const row of hostupOperations.filter(({ method }) =>
      ["createTicket", "ticket", "act"].includes(method),
    )) {
      here.sandbox.control.reset("demo");
      await row.run(
        hostupClient(here.sandbox, through),
        await hostupAbout(here.sandbox, hostupClient(here.sandbox)),
      );
    }
    for (const { answer } of exchanges)
      expect(describedAnswer.safeParse(JSON.parse(answer)).error).toBeUndefined();
    expect(exchanges.length).toBe(6);
  });

  it("refuses in the page's words, which we pass on", async () => {
    const { through, exchanges } = recording();
    const asked = [
      here.provider
        .open({ credential: KEY, tokens: tokenStore(), fetch: through })
        .fileTicket({ ...exampleForm, department: "guessed" }),
      here.provider
        .open({ credential: "hu_live_wrong", tokens: tokenStore(), fetch: through })
        .fileTicket(exampleForm),
      here.provider
        .open({
          credential: hostupAccounts.northwind.noWriteKey.key,
          tokens: tokenStore(),
          fetch: through,
        })
        .fileTicket(exampleForm),
      hostupClient(here.sandbox, through).ticket("tkt_00000000000000000000000000"),
    ];
    const ended = await Promise.allSettled(asked);
    expect(ended.every(({ status }) => status === "rejected")).toBe(true);
    expect(exchanges.map(({ status }) => status).sort()).toEqual([400, 401, 403, 404]);
    for (const { answer, status } of exchanges) {
      const problem = pageProblem.parse(JSON.parse(answer));
      expect(problem.status).toBe(status);
      // A missing scope is named once, in our own words.
      const words = problem.status === 403 ? "write:support" : problem.detail;
      const reason = {
        requestId: problem.requestId,
        providerCode: problem.code,
        message: expect.stringContaining(words) as string,
      };
      expect(ended).toContainEqual({
        status: "rejected",
        reason: expect.objectContaining(reason) as object,
      });
    }
  });
});
