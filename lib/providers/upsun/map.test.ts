import { describe, expect, it } from "vitest";

import { fromUpsunTicket } from "./map";
import { upsunTicketSchema } from "./schema";
import { upsunActionsFor, upsunDetails, upsunTurns } from "./vocabulary";

const READ_AT = new Date("2026-05-01T00:00:00.000Z");
const map = (json: object) =>
  fromUpsunTicket(upsunTicketSchema.parse(json), JSON.parse(JSON.stringify(json)), READ_AT);

describe("an Upsun ticket", () => {
  it.each<[string, object, string | null]>([
    [
      "the end of the project's address",
      { project_url: "https://console.upsun.com/northwind/abcdef123" },
      "abcdef123",
    ],
    ["the project's host", { project_url: "https://shop.example.com/" }, "shop.example.com"],
    ["the region", { project_url: "<string>", region: "eu-5" }, "eu-5"],
    ["nothing", {}, null],
  ])("names its project by %s", (_name, change, name) => {
    expect(map({ ticket_id: 1, subscription_id: "12345", ...change }).services).toMatchObject([
      { kind: "project", externalId: "12345", name },
    ]);
  });

  it("without a project has no service", () =>
    expect(map({ ticket_id: 1, region: "eu-5" }).services).toEqual([]));

  it("survives nulls, missing fields, further fields and unknown words", () => {
    const json = {
      ticket_id: "99",
      subject: null,
      status: "escalated",
      category: "quantum",
      jira: [{ id: 1, odd: [null] }],
      followup_tid: 12,
      has_incidents: "no",
      subscription_id: "",
      new_field: true,
    };
    expect(map(json)).toMatchObject({
      externalId: "99",
      status: "escalated",
      category: { id: "quantum", label: null },
      fields: { jira: [{ id: 1, odd: [null] }], followup_tid: 12, has_incidents: "no" },
      services: [],
      raw: json,
      complete: true,
    });
    expect(map({ ticket_id: 1, category: "constructor" }).category).toEqual({
      id: "constructor",
      label: null,
    });
  });

  it("is only linked to where a browser may go", () => {
    expect(map({ ticket_id: 1, zd_ticket_url: "javascript:alert(1)" }).providerUrl).toBeNull();
    expect(map({ ticket_id: 1, zd_ticket_url: "https://support.example.com/1" }).providerUrl).toBe(
      "https://support.example.com/1",
    );
  });
});

describe("Upsun's words", () => {
  it("each documented status has a turn", () => {
    expect(upsunTurns).toEqual({
      new: "theirs",
      open: "theirs",
      pending: "yours",
      hold: "paused",
      solved: "done",
      closed: "done",
      deleted: "done",
    });
  });

  it("a ticket is solved while it is alive, reopened once solved, and never replied to", () => {
    for (const status of ["new", "open", "pending", "hold"])
      expect(upsunActionsFor(status)).toEqual(["reply", "solve", "collaborators"]);
    expect(upsunActionsFor("solved")).toEqual(["reopen", "continue", "collaborators"]);
    expect(upsunActionsFor("closed")).toEqual(["continue"]);
    for (const status of ["deleted", "escalated"]) expect(upsunActionsFor(status)).toEqual([]);
  });

  it("the provider's inner workings are for staff only", () => {
    expect(
      upsunDetails
        .filter(({ staffOnly }) => staffOnly)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([
      "application_ticket_url",
      "infrastructure_ticket_url",
      "jira",
      "queue",
      "tags",
      "ticket_group",
    ]);
  });
});
