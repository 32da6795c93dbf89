import { describe, expect, it } from "vitest";

import { message } from "./message";
import { renderStoredText, toStoredText } from "./stored-text";
import { textsOf } from "./texts";

const english = textsOf("en");
const swedish = textsOf("sv");

describe("a stored text", () => {
  it("is read by each person in their language, beside the provider's own words", () => {
    const stored = toStoredText({
      text: message("provider.conflict", { name: "HostUp" }),
      words: "Wait until 12:00.",
    });
    expect(renderStoredText(english, stored)).toEqual({
      message: "HostUp doesn’t allow this right now.",
      words: "Wait until 12:00.",
    });
    expect(renderStoredText(swedish, stored)).toEqual({
      message: "HostUp tillåter inte det här just nu.",
      words: "Wait until 12:00.",
    });
  });

  it("may hold another message", () => {
    const stored = toStoredText({
      text: message("submission.gaveUp", {
        reason: message("submission.waitsForMessage"),
        hours: 24,
      }),
    });
    expect(renderStoredText(swedish, stored).message).toBe(
      `${swedish("submission.waitsForMessage")} Vi gav upp efter 24 timmar.`,
    );
  });

  it.each([
    "HostUp didn’t respond in time.",
    "{error}",
    '{"key":',
    "",
    '{"message":"No such ticket."}',
  ])("of an earlier version is shown as it is: %j", (stored) =>
    expect(renderStoredText(swedish, stored)).toEqual({ message: stored }),
  );

  it("of a later version still has the provider's words", () =>
    expect(renderStoredText(english, '{"key":"provider.unheardOf","words":"No."}')).toEqual({
      message: "",
      words: "No.",
    }));
});
