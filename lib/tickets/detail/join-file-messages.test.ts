import { describe, expect, it } from "vitest";

import { joinFileMessages } from "./join-file-messages";
import type { AttachmentView, MessageView } from "./types";

const file = (filename: string) => ({ id: filename, filename }) as AttachmentView;
const message = (id: string, body: string, given: Partial<MessageView> = {}): MessageView => ({
  id,
  author: null,
  sender: "customer",
  body,
  encrypted: false,
  sentAt: null,
  reference: null,
  attachments: [],
  ...given,
});
const shown = (messages: MessageView[]) =>
  joinFileMessages(messages).messages.map(({ id, attachments }) => [
    id,
    attachments.map((one) => one.id),
  ]);

describe("joinFileMessages", () => {
  const opening = message("opening", "The shop is down.");
  const files = message("m1", "Files: a.log, b.png", {
    attachments: [file("a.log"), file("b.png")],
  });

  it("shows files with the text that they belong to", () => {
    expect(shown([opening, files])).toEqual([["opening", ["a.log", "b.png"]]]);
    expect([...joinFileMessages([opening, files]).joined]).toEqual(["m1"]);
  });

  it.each([
    ["a text of one's own", message("m1", "See the log.", { attachments: [file("a.log")] })],
    ["other files than it names", { ...files, attachments: [file("a.log")] }],
    ["none of its files", { ...files, attachments: [] }],
    ["an answer", { ...files, sender: "staff" }],
    ["a removed message", { ...files, removedAt: new Date() }],
  ])("keeps a message with %s", (_name, one) => {
    expect(shown([opening, one]).map(([id]) => id)).toEqual(["opening", "m1"]);
  });

  it("keeps one that follows an answer, or nothing", () => {
    expect(shown([message("a", "Look.", { sender: "staff" }), files])).toHaveLength(2);
    expect(shown([files])).toHaveLength(1);
  });
});
