import { describe, expect, it } from "vitest";

import {
  type DraftKey,
  followUpKey,
  formatDraftKey,
  NEW_TICKET_KEY,
  parseDraftKey,
  replyKey,
  resubmissionKey,
} from "./draft-key";

describe("a draft key", () => {
  it.each<[string, DraftKey]>([
    ["new", NEW_TICKET_KEY],
    ["new:01ABC", resubmissionKey("01ABC")],
    ["continue:01ABC", followUpKey("01ABC")],
    ["reply:01ABC", replyKey("01ABC")],
  ])("is written as %s and read from it", (text, key) => {
    expect(formatDraftKey(key)).toBe(text);
    expect(parseDraftKey(text)).toEqual(key);
  });

  it.each(["", "old", "new:", "reply:", "new:a b", "dropped", "discarded:new", "reply:a\nnew"])(
    "cannot be %j",
    (text) => expect(parseDraftKey(text)).toBeNull(),
  );
});
