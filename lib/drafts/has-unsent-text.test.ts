import { describe, expect, it } from "vitest";

import { hasUnsentText, REPLY_FIELDS, type SentField } from "./has-unsent-text";

const FIELDS: SentField[] = [
  { name: "priority", kind: "select" },
  { name: "impact", kind: "textarea", visibleWhen: { field: "priority", value: "critical" } },
  { name: "message", kind: "textarea" },
];

describe("a draft beside what was sent", () => {
  it("holds more when it has words that were not sent", () => {
    expect(
      hasUnsentText({ message: "thanks, and one thing more" }, { message: "thanks" }, REPLY_FIELDS),
    ).toBe(true);
    expect(
      hasUnsentText(
        { priority: "critical", impact: "Nobody can order.", message: "Down" },
        { priority: "low", message: "Down" },
        FIELDS,
      ),
    ).toBe(true);
  });

  it("holds no more when it is the same, or what was typed on from", () => {
    for (const message of ["thanks", "tha", " thanks\r\n", ""])
      expect(hasUnsentText({ message }, { message: "thanks" }, REPLY_FIELDS), message).toBe(false);
    expect(hasUnsentText({}, { message: "thanks" }, REPLY_FIELDS)).toBe(false);
  });

  it("holds no more for a choice, or for what is in a field that is not asked for", () => {
    expect(hasUnsentText({ priority: "gone", message: "Down" }, { message: "Down" }, FIELDS)).toBe(
      false,
    );
    expect(
      hasUnsentText(
        { priority: "urgent", impact: "Typed before", message: "Down" },
        { priority: "urgent", message: "Down" },
        FIELDS,
      ),
    ).toBe(false);
  });
});
