import { describe, expect, it } from "vitest";

import { textsOf } from "../i18n/texts";
import type { NoticeDetail } from "../notices/types";
import { noticeSentence, type SentenceFacts, settledDetail } from "./sentences";

const FACTS: SentenceFacts = {
  provider: "hostup",
  after: null,
  number: "148402",
  account: "Shop",
  organization: "Acme",
};

const said = (detail: NoticeDetail, facts: Partial<SentenceFacts> = {}) =>
  noticeSentence(textsOf("en"), { detail }, { ...FACTS, ...facts }).replace(/[\u2068\u2069]/g, "");

describe("noticeSentence", () => {
  it("names who answered, else the provider", () => {
    expect(said("message", { after: { senderName: "Jane Doe" } })).toBe("Jane Doe answered");
    expect(said("message", { after: { senderName: " " } })).toBe("HostUp answered");
    expect(said("message", { after: { senderName: "Jane Doe" }, writer: "Sam" })).toBe(
      "Sam answered",
    );
    expect(said("message")).toBe("HostUp answered");
  });

  it("shows a status in the portal's words, and a code that it does not know as words", () => {
    expect(said("status", { after: "closed" })).toBe("Status is now Closed");
    expect(said("status", { after: "in_review" })).toBe("Status is now In review");
    expect(said("status", { after: "Parked here" })).toBe("Status is now Parked here");
    expect(said("priority", { after: "very_low" })).toBe("Priority is now Very low");
  });

  it("says when a priority was removed", () => {
    expect(said("priority", { after: "critical" })).toBe("Priority is now Critical");
    expect(said("priority")).toBe("The priority was removed");
  });

  it("names number, account and organization", () => {
    expect(said("filed")).toBe("Filed as #148402");
    expect(said("key_refused")).toBe("HostUp rejected the key for Shop");
    expect(said("added")).toBe("You were added to Acme");
  });

  it("marks the words of people and providers", () => {
    const sentence = noticeSentence(
      textsOf("sv"),
      { detail: "message" },
      { ...FACTS, after: { senderName: "Jane\u202e" } },
    );
    expect(sentence).toBe("\u2068Jane\u25a1\u2069 svarade");
  });
});

describe("settledDetail", () => {
  it("says how an outcome that was unknown was settled", () => {
    expect(settledDetail("unknown", "sent")).toBe("arrived");
    expect(settledDetail("needs_decision", "rejected")).toBe("rejected");
    expect(settledDetail("unknown", "unknown")).toBe("unknown");
    expect(settledDetail("unknown", null)).toBe("unknown");
    expect(settledDetail("filed", "sent")).toBe("filed");
  });
});
