import { describe, expect, it } from "vitest";

import { fromHostupTicket } from "./map";
import { hostupTicketSchema } from "./schema";
import { hostupActionsFor, hostupStatuses, hostupTurns } from "./vocabulary";

const READ_AT = new Date("2026-05-01T00:00:00.000Z");
const OPENED = "2026-04-27T11:45:00.000Z";
const opening = {
  id: "tmsg_1",
  ticketId: "tkt_1",
  sentAt: OPENED,
  body: "Help.",
  sender: "customer",
  senderName: "Jane",
  encrypted: false,
  attachments: [],
};
const reply = {
  ...opening,
  id: "tmsg_2",
  sentAt: "2026-04-27T12:05:00.000Z",
  body: "We look into it.",
  sender: "staff",
};
const ticket = {
  id: "tkt_1",
  number: "149943",
  subject: "S",
  body: "Help.",
  status: "open",
  createdAt: OPENED,
};

const map = (json: object) =>
  fromHostupTicket(hostupTicketSchema.parse(json), JSON.parse(JSON.stringify(json)), READ_AT);
const ids = (json: object) => map(json).messages?.map(({ externalId }) => externalId);

describe("a HostUp ticket's messages", () => {
  it.each<[string, object, string[]]>([
    ["the opening is dropped when it is repeated", { messages: [opening, reply] }, ["tmsg_2"]],
    [
      "the opening is dropped when the list is newest first",
      { messages: [reply, opening] },
      ["tmsg_2"],
    ],
    [
      "the opening is dropped when only the milliseconds differ",
      {
        messages: [{ ...opening, sentAt: "2026-04-27T11:45:00Z" }],
        createdAt: "2026-04-27T11:45:00.321Z",
      },
      [],
    ],
    [
      "a first message without a time that repeats the opening is dropped",
      { messages: [{ ...opening, sentAt: null }, reply] },
      ["tmsg_2"],
    ],
    ["a list that never held the opening is kept", { messages: [reply] }, ["tmsg_2"]],
    [
      "the customer saying the same again later is kept",
      { messages: [{ ...opening, sentAt: "2026-04-28T09:00:00.000Z" }] },
      ["tmsg_1"],
    ],
    [
      "saying it twice at once drops one",
      { messages: [opening, { ...opening, id: "tmsg_3" }] },
      ["tmsg_3"],
    ],
    [
      "staff quoting the opening is kept",
      { messages: [{ ...opening, sender: "staff" }] },
      ["tmsg_1"],
    ],
    [
      "encrypted texts are not taken for the same",
      { body: null, messages: [{ ...opening, body: null, encrypted: true }] },
      ["tmsg_1"],
    ],
    ["null is an empty list", { messages: null }, []],
    [
      "one that is there twice is kept once",
      { messages: [reply, { ...reply, id: "tmsg_3" }, { ...reply, body: "Later." }] },
      ["tmsg_2", "tmsg_3"],
    ],
  ])("%s", (_name, change, expected) => expect(ids({ ...ticket, ...change })).toEqual(expected));

  it("are not told by a summary, which is not complete", () => {
    const summary = map({ ...ticket, body: undefined });
    expect(summary).toMatchObject({ complete: false });
    expect([summary.body, summary.messages, summary.attachments]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("bring their files into one list, each once", () => {
    const file = {
      id: "tatt_1",
      filename: "a.txt",
      extension: "txt",
      mimeType: "text/plain",
      downloadUrl: "/api/v2/support/attachments/tatt_1?ticketId=tkt_1",
    };
    const { attachments } = map({
      ...ticket,
      attachments: [file, { ...file, id: "tatt_2" }],
      messages: [
        { ...opening, attachments: [{ ...file, id: "tatt_3" }] },
        { ...reply, attachments: [file] },
      ],
    });
    expect(
      attachments?.map(({ externalId, messageExternalId }) => [externalId, messageExternalId]),
    ).toEqual([
      ["tatt_1", "tmsg_2"],
      ["tatt_2", null],
      ["tatt_3", null],
    ]);
  });
});

describe("a HostUp ticket in general", () => {
  it("survives nulls, missing fields, further fields and unknown words, and keeps the raw JSON", () => {
    const json = {
      id: "tkt_1",
      number: 7,
      subject: null,
      status: "escalated",
      priority: "apocalyptic",
      createdAt: "yesterday",
      linkedServices: [
        { serviceType: "mainframe", serviceId: null, serviceName: null, details: null },
      ],
      brandNew: { x: 1 },
    };
    const snapshot = map(json);
    expect(snapshot).toMatchObject({
      number: "7",
      subject: null,
      status: "escalated",
      priority: "apocalyptic",
      openedAt: null,
      category: null,
      cc: [],
      raw: json,
    });
    expect(snapshot.services).toEqual([
      { kind: "mainframe", externalId: null, name: null, details: {} },
    ]);
  });

  it("is about a service by name only when its id or kind can be none", () => {
    const [service] = map({
      ...ticket,
      linkedServices: [
        {
          serviceType: "x".repeat(300),
          serviceId: "vps_\u0000",
          serviceName: "app-01",
          details: null,
        },
      ],
    }).services;
    expect(service).toEqual({ kind: "other", externalId: null, name: "app-01", details: {} });
  });

  it("tells null from missing where the reference does", () => {
    expect(map({ ...ticket, body: null }).body).toBeNull();
    expect(map({ id: "tkt_1" }).body).toBeUndefined();
  });
});

describe("HostUp's words", () => {
  it("each documented status has a turn and a name; the provider's own `unknown` has no turn", () => {
    expect(hostupTurns).toEqual({
      open: "theirs",
      answered: "yours",
      customer_reply: "theirs",
      in_progress: "theirs",
      on_hold: "paused",
      closed: "done",
    });
    expect(Object.keys(hostupStatuses)).toEqual([...Object.keys(hostupTurns), "unknown"]);
  });

  it("a closed ticket can only be reopened", () => {
    expect(hostupActionsFor("closed")).toEqual(["reopen", "continue"]);
    for (const status of [
      "open",
      "answered",
      "customer_reply",
      "in_progress",
      "on_hold",
      "unknown",
      "escalated",
    ])
      expect(hostupActionsFor(status)).toEqual(["reply", "close"]);
  });
});
