import { describe, expect, it } from "vitest";

import { ticketNotices, type TicketWrite } from "./ticket-notices";

type Found = TicketWrite["changes"][number];

const READ_AT = "2026-11-27T06:00:00.000Z";
const rules = {
  turnOf: (status: string) => (status === "answered" ? "yours" : "theirs") as "yours" | "theirs",
  urgent: ["high"],
  isFirstImport: false,
};

const found = (field: string, before: Found["before"], after: Found["after"]): Found => ({
  kind: "changed",
  field,
  before,
  after,
  happenedAt: READ_AT,
});
const part = (kind: string, field: string, after: Found["after"] = null): Found => ({
  ...found(field, null, after),
  kind,
});

function noticesOf(
  changes: Found[],
  { row, messages = {} }: { row?: Partial<TicketWrite["row"]>; messages?: object } = {},
) {
  const write: TicketWrite = {
    row: {
      id: "t1",
      organization_id: "o1",
      status: "open",
      priority: "low",
      subject: null,
      body: null,
      opened_at: READ_AT,
      read_at: READ_AT,
      ...row,
    },
    before: { status: "open", read_at: READ_AT, conversation_read_at: READ_AT },
    known: { messages: new Map(Object.entries(messages)) },
    changes,
  };
  return ticketNotices(write, rules);
}

const kinds = (...given: Parameters<typeof noticesOf>) =>
  noticesOf(...given).map(({ detail }) => detail);

describe("ticketNotices", () => {
  it("names the addresses that are new in the copies, as they are compared", () => {
    expect(noticesOf([found("cc", ["a@x.se"], ["A@x.se", " B@x.se"])])).toMatchObject([
      { kind: "mentioned", detail: "copied_in", addresses: ["b@x.se"] },
    ]);
    expect(noticesOf([found("cc", ["a@x.se", "b@x.se"], ["b@x.se"])])).toEqual([]);
  });

  it("takes nothing for new that was not known before", () => {
    expect(noticesOf([found("cc", null, ["a@x.se"]), found("priority", null, "high")])).toEqual([]);
  });

  it("reports a rewritten message, but not one that was not readable before", () => {
    const changed = [part("message_changed", "m1", { body: "Now" })];
    expect(kinds(changed, { messages: { m1: { body: "Then" } } })).toEqual(["message_changed"]);
    expect(kinds(changed, { messages: { m1: { body: null } } })).toEqual([]);
  });

  it("reports removed messages and files, but no rename", () => {
    expect(
      kinds([
        found("subject", "One", "Two"),
        found("requester_name", "One", "Two"),
        found("fields.region", "One", "Two"),
        part("message_removed", "m1"),
        part("attachment_removed", "a1"),
        part("service_unlinked", "s1"),
        part("gone", "g1"),
      ]),
    ).toEqual(["message_removed", "file_removed"]);
  });

  it("wakes only where an urgent priority meets the customer's turn", () => {
    const answer = [part("message_added", "m1", { sender: "staff" })];
    const wakes = (row: Partial<TicketWrite["row"]>) => noticesOf(answer, { row })[0]?.wakes;
    expect(wakes({ status: "answered", priority: "high" })).toBe(true);
    expect(wakes({ status: "answered", priority: "low" })).toBe(false);
    expect(wakes({ status: "open", priority: "high" })).toBe(false);
  });

  it("limits the notices of a ticket that is rewritten as a whole", () => {
    const messages = Array.from({ length: 5_000 }, (_none, index) =>
      part("message_added", `m${index}`, { sender: "staff" }),
    );
    expect(noticesOf([found("status", "open", "closed"), ...messages])).toHaveLength(200);
  });
});
