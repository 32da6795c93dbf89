import { expect, test } from "vitest";

import type { Json } from "../../contract";
import { fromUpsunTicket } from "../map";
import { upsunTicketSchema } from "../schema";
import { publicComments, withComments } from "./conversation-map";

const RAW = { ticket_id: "7", status: "open", subject: "Slow", description: "It is slow." };
const TICKET = fromUpsunTicket(upsunTicketSchema.parse(RAW), RAW, new Date(0));

const comment = (id: string, more: { [key: string]: Json } = {}): Json => ({
  comment_id: id,
  ticket_id: "7",
  body: `Text of ${id}`,
  created_at: 1_700_000_000 + Number(id),
  public: true,
  ...more,
});

const messagesOf = (listed: Json[]) =>
  withComments(TICKET, publicComments(listed)).messages?.map(({ externalId }) => externalId);

test("the oldest comment is the opening, which the ticket's own text is", () => {
  expect(messagesOf([comment("3"), comment("2"), comment("1")])).toEqual(["2", "3"]);
});

test("an internal opening hides no answer, and is not stored itself", () => {
  const listed = [comment("3"), comment("2"), comment("1", { public: false, body: "internal" })];
  expect(messagesOf(listed)).toEqual(["2", "3"]);
  expect(JSON.stringify(publicComments(listed))).not.toContain("internal");
});

test("files of the first answer stay with it when the opening is internal", () => {
  const file = { filename: "log.txt", uri: "/files/1", content_type: "text/plain" };
  const listed = [comment("2", { attachments: [file] }), comment("1", { public: "0" })];
  const { attachments } = withComments(TICKET, publicComments(listed));
  expect(attachments).toMatchObject([{ messageExternalId: "2", filename: "log.txt" }]);
});

test("without times and numbers, the list's order counts, which is the newest first", () => {
  const ids = ["b-newest", "c-middle", "a-oldest"];
  const listed = ids.map((id) => comment(id, { created_at: null }));
  expect(messagesOf(listed)).toEqual(["c-middle", "b-newest"]);
});
