import { describe, expect, it } from "vitest";

import { english } from "@/tests/helpers/texts";

import { redactEncrypted } from "./redact-encrypted";

describe("a raw record for staff", () => {
  it("hides the text of a message that its own revision marks as encrypted", () => {
    expect(
      redactEncrypted(
        english,
        { messages: [{ id: "1", encrypted: true, body: "key" }] },
        new Set(),
      ),
    ).toEqual({
      messages: [{ id: "1", encrypted: true, body: "[encrypted]" }],
    });
  });

  it("hides the text of a message that was plain in that revision and is encrypted now, whatever the type of its id", () => {
    const raw = {
      messages: [
        { id: 7, encrypted: false, body: "key" },
        { id: 8, encrypted: false, body: "hello" },
      ],
    };
    expect(redactEncrypted(english, raw, new Set(["7"]))).toEqual({
      messages: [
        { id: 7, encrypted: false, body: "[encrypted]" },
        { id: 8, encrypted: false, body: "hello" },
      ],
    });
  });
});
