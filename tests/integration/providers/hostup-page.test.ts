import { describe, expect, it } from "vitest";

import type { Json, TicketSnapshot } from "@/lib/providers/contract";

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

/** One field of the answer, another value for it, and the part of what we keep that must say so. */
type FieldRow = [
  field: string,
  value: Json,
  place: (ticket: TicketSnapshot) => unknown,
  kept: unknown,
];

const at = "2026-05-02T08:09:10.000Z";
const service = {
  serviceType: "hosting",
  serviceId: "acct_9",
  serviceName: "web-9",
  details: { status: "Suspended" },
};
const file = {
  id: "tatt_9",
  filename: "b.log",
  extension: "log",
  mimeType: "text/x-log",
  downloadUrl: "/api/v2/support/attachments/tatt_9?ticketId=tkt_9",
};
const message = {
  id: "tmsg_9",
  ticketId: "tkt_9",
  sentAt: at,
  body: "We look.",
  sender: "staff",
  senderName: "Sven",
  encrypted: true,
  attachments: [file],
};
const kept = {
  externalId: "tatt_9",
  messageExternalId: "tmsg_9",
  filename: "b.log",
  mimeType: "text/x-log",
  downloadUrl: file.downloadUrl,
};
const first = <T>(list: T[] | undefined): T | undefined => list?.[0];

const rows: FieldRow[] = [
  ["id", "tkt_9", (ticket) => ticket.externalId, "tkt_9"],
  ["number", "10009", (ticket) => ticket.number, "10009"],
  ["subject", "Other", (ticket) => ticket.subject, "Other"],
  ["subject", null, (ticket) => ticket.subject, null],
  ["body", "Other", (ticket) => ticket.body, "Other"],
  ["body", null, (ticket) => ticket.body, null],
  ...["open", "answered", "customer_reply", "in_progress", "on_hold", "closed", "unknown"].map(
    (word): FieldRow => ["status", word, (ticket) => ticket.status, word],
  ),
  ...["low", "medium", "high", "urgent", "critical"].map((word): FieldRow => [
    "priority",
    word,
    (ticket) => ticket.priority,
    word,
  ]),
  ["departmentSlug", "vps", (ticket) => ticket.category?.id, "vps"],
  ["departmentName", "VPS", (ticket) => ticket.category?.label, "VPS"],
  ["departmentName", null, (ticket) => ticket.category, { id: "domain-names", label: null }],
  ["createdAt", at, (ticket) => ticket.openedAt, new Date(at)],
  ["createdAt", null, (ticket) => ticket.openedAt, null],
  ["updatedAt", at, (ticket) => ticket.updatedAt, new Date(at)],
  ["updatedAt", null, (ticket) => ticket.updatedAt, null],
  ["lastMessageAt", at, (ticket) => ticket.lastMessageAt, new Date(at)],
  ["lastMessageAt", null, (ticket) => ticket.lastMessageAt, null],
  [
    "ccEmails",
    ["a@example.com", "b@example.com"],
    (ticket) => ticket.cc,
    ["a@example.com", "b@example.com"],
  ],
  ["ccEmails", [], (ticket) => ticket.cc, []],
  ["requesterName", "Erik", (ticket) => ticket.requesterName, "Erik"],
  ["requesterName", null, (ticket) => ticket.requesterName, null],
  ["messageCount", 9, (ticket) => ticket.messageCount, 9],
  ["linkedServices", [], (ticket) => ticket.services, []],
  ["linkedServices[].serviceType", [service], (ticket) => first(ticket.services)?.kind, "hosting"],
  [
    "linkedServices[].serviceId",
    [service],
    (ticket) => first(ticket.services)?.externalId,
    "acct_9",
  ],
  [
    "linkedServices[].serviceId",
    [{ ...service, serviceId: null }],
    (ticket) => first(ticket.services)?.externalId,
    null,
  ],
  ["linkedServices[].serviceName", [service], (ticket) => first(ticket.services)?.name, "web-9"],
  [
    "linkedServices[].serviceName",
    [{ ...service, serviceName: null }],
    (ticket) => first(ticket.services)?.name,
    null,
  ],
  [
    "linkedServices[].details",
    [service],
    (ticket) => first(ticket.services)?.details,
    { status: "Suspended" },
  ],
  [
    "linkedServices[].details",
    [{ ...service, details: null }],
    (ticket) => first(ticket.services)?.details,
    {},
  ],
  ["attachments", [], (ticket) => ticket.attachments, []],
  ["attachments[].id", [file], (ticket) => first(ticket.attachments)?.externalId, "tatt_9"],
  ["attachments[].filename", [file], (ticket) => first(ticket.attachments)?.filename, "b.log"],
  [
    "attachments[].filename",
    [{ ...file, filename: null }],
    (ticket) => first(ticket.attachments)?.filename,
    null,
  ],
  // A file's ending is part of its name; it is kept in the raw JSON alone.
  [
    "attachments[].extension",
    [{ ...file, extension: null }],
    (ticket) => first(ticket.attachments)?.filename,
    "b.log",
  ],
  ["attachments[].mimeType", [file], (ticket) => first(ticket.attachments)?.mimeType, "text/x-log"],
  [
    "attachments[].mimeType",
    [{ ...file, mimeType: null }],
    (ticket) => first(ticket.attachments)?.mimeType,
    null,
  ],
  [
    "attachments[].downloadUrl",
    [file],
    (ticket) => first(ticket.attachments)?.downloadUrl,
    file.downloadUrl,
  ],
  ["messages", [], (ticket) => ticket.messages, []],
  ["messages[].id", [message], (ticket) => first(ticket.messages)?.externalId, "tmsg_9"],
  [
    "messages[].ticketId",
    [{ ...message, ticketId: "tkt_8" }],
    (ticket) => ticket.externalId,
    hostupExampleAnswer.id,
  ],
  ["messages[].sentAt", [message], (ticket) => first(ticket.messages)?.sentAt, new Date(at)],
  [
    "messages[].sentAt",
    [{ ...message, sentAt: null }],
    (ticket) => first(ticket.messages)?.sentAt,
    null,
  ],
  ["messages[].body", [message], (ticket) => first(ticket.messages)?.body, "We look."],
  ["messages[].body", [{ ...message, body: null }], (ticket) => first(ticket.messages)?.body, null],
  ...["customer", "staff", "automation"].map((word): FieldRow => [
    "messages[].sender",
    [{ ...message, sender: word }],
    (ticket) => first(ticket.messages)?.sender,
    word,
  ]),
  ["messages[].senderName", [message], (ticket) => first(ticket.messages)?.senderName, "Sven"],
  [
    "messages[].senderName",
    [{ ...message, senderName: null }],
    (ticket) => first(ticket.messages)?.senderName,
    null,
  ],
  ["messages[].encrypted", [message], (ticket) => first(ticket.messages)?.encrypted, true],
  [
    "messages[].encrypted",
    [{ ...message, encrypted: false }],
    (ticket) => first(ticket.messages)?.encrypted,
    false,
  ],
  ["messages[].attachments", [message], (ticket) => ticket.attachments, [kept]],
  ...["id", "filename", "extension", "mimeType", "downloadUrl"].map((name): FieldRow => [
    `messages[].attachments[].${name}`,
    [message],
    (ticket) => ticket.attachments,
    [kept],
  ]),
];

describe("HostUp's page on creating a ticket, field by field", () => {
  it.each(rows)("the answer's %s, as %j", async (field, value, place, expected) => {
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
    expect([...new Set(rows.map(([field]) => field))].sort()).toEqual(
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
