import { describe, expect, it } from "vitest";

import type { MessageView } from "../types";
import { portalAuthors, withPortalAuthors, withWriter } from "./portal-authors";

const at = new Date("2026-05-01T10:00:00Z");
const later = new Date("2026-05-02T10:00:00Z");

const message = (id: string, change: Partial<MessageView> = {}): MessageView => ({
  id,
  author: "Jane Example",
  sender: "customer",
  body: id,
  encrypted: false,
  sentAt: at,
  reference: null,
  attachments: [],
  ...change,
});

const authors = portalAuthors([
  { kind: "create", name: "Sam Colleague", messageIds: ["t-1", null] },
  { kind: "reply", name: "Robin", messageIds: ["m-1", "m-2"] },
  { kind: "reply", name: " ", messageIds: ["m-3", null] },
]);

const names = (messages: MessageView[]) =>
  withPortalAuthors(messages, authors, at).map(({ author, account }) => [author, account]);

describe("the author of a message that was sent from here", () => {
  it("is the person who wrote it, with the account that the provider shows", () => {
    const shown = ["opening", "m-1", "m-2", "m-3", "m-4"].map((id) => message(id));
    expect(names(shown)).toEqual([
      ["Sam Colleague", "Jane Example"],
      ["Robin", "Jane Example"],
      ["Robin", "Jane Example"],
      ["Jane Example", undefined],
      ["Jane Example", undefined],
    ]);
  });

  it("is named once if the account has the same name", () => {
    expect(names([message("x"), message("m-1", { author: "robin" })])[1]).toEqual([
      "Robin",
      undefined,
    ]);
  });

  it("is the filer for the first message only if it opened the ticket", () => {
    expect(names([message("x")])).toEqual([["Sam Colleague", "Jane Example"]]);
    for (const change of [{ sentAt: later }, { sentAt: null }, { sender: "staff" }])
      expect(names([message("x", change)])).toEqual([["Jane Example", undefined]]);
  });

  it("is named in the history", () => {
    const event = (field: string) => ({ field, before: null, after: { senderName: "Jane" } });
    expect(withWriter(event("m-2"), authors).after).toEqual({ senderName: "Robin" });
    expect(withWriter(event("m-9"), authors)).toEqual(event("m-9"));
  });
});
