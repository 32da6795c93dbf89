import { describe, expect, it } from "vitest";

import { beginInput } from "./schemas";

describe("draft keys", () => {
  it.each(["new", "new:01ABC", "continue:01ABC", "reply:01ABC"])("can be %s", (draftKey) => {
    expect(beginInput.safeParse({ draftKey, connectionId: "c", name: "a", size: 1 }).success).toBe(
      true,
    );
  });
  it.each(["", "old", "reply:", "new:a b", "dropped", "discarded:new", "reply:a\nnew"])(
    "cannot be %j",
    (draftKey) => {
      expect(
        beginInput.safeParse({ draftKey, connectionId: "c", name: "a", size: 1 }).success,
      ).toBe(false);
    },
  );
});
