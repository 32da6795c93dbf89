import { describe, expect, it } from "vitest";

import { withVisibleMarks } from "@/tests/helpers/texts";

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
      text: message("sync.itemNotStored", { reason: message("sync.tooSlowToStore") }),
    });
    const reason = swedish("sync.tooSlowToStore");
    expect(renderStoredText(swedish, stored).message).toBe(
      swedish("sync.itemNotStored", { reason }),
    );
    expect(renderStoredText(swedish, stored).message).toContain(reason);
  });

  it("with a value that its message has no more is read as if it had none", () => {
    const reason = { key: "submission.waitsForMessage" };
    const stored = JSON.stringify({ key: "submission.gaveUp", values: { reason, hours: 24 } });
    expect(renderStoredText(english, stored)).toEqual({
      message: english("submission.gaveUp", { hours: "24" }),
      words: undefined,
    });
  });

  it("marks and cleans a person's words each time that it is read, not when it is stored", () => {
    const stored = toStoredText({
      text: message("fileRefusal.damaged", { name: { words: "a\u202egpj.exe" } }),
    });
    expect(stored).not.toMatch(/[\u2066-\u2069]/u);
    expect(withVisibleMarks(renderStoredText(english, stored).message)).toBe(
      "⟦a□gpj.exe⟧ was damaged in storage. Attach it again.",
    );
    expect(withVisibleMarks(renderStoredText(swedish, stored).message)).toMatch(/⟦a□gpj.exe⟧/);
  });

  it("marks each of several words", () => {
    const text = message("submission.foreignFiles", { files: { words: ["a.txt", "مرحبا.txt"] } });
    const { message: notice } = renderStoredText(english, toStoredText({ text }));
    expect(withVisibleMarks(notice)).toContain("with it: ⟦a.txt⟧, ⟦مرحبا.txt⟧.");
  });

  it("of an earlier version shows a name without marks", () => {
    const stored = '{"key":"fileRefusal.damaged","values":{"name":"a.jpg"}}';
    expect(renderStoredText(english, stored).message).toMatch(/^a\.jpg was damaged/);
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
