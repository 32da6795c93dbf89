import { describe, expect, it } from "vitest";

import { textsOf } from "@/lib/i18n/texts";
import { english } from "@/tests/helpers/texts";

import { missingText, searchText, submissionStatusLabel } from "./submission-labels";

const reply = {
  kind: "reply",
  state: "queued",
  step: "write",
  providerName: "HostUp",
  nextAt: null,
  checks: 0,
} as const;

describe("the words of a submission", () => {
  it("call what waits for its first send sending, and what was turned away waiting", () => {
    expect(submissionStatusLabel(english, reply)).toEqual({
      tone: "busy",
      label: "Sending to HostUp",
    });
    expect(submissionStatusLabel(english, { ...reply, nextAt: new Date() })).toEqual({
      tone: "waiting",
      label: "Waiting to be sent",
    });
    expect(submissionStatusLabel(textsOf("sv"), reply).label).toBe("Skickas till HostUp");
  });

  it("name the step that is under way", () => {
    const label = (step: "reopen" | "attach_message") =>
      submissionStatusLabel(english, { ...reply, state: "sending", step }).label;
    expect(label("reopen")).toBe("Reopening at HostUp");
    expect(label("attach_message")).toBe("Sending files to HostUp");
  });

  it("call nothing not found before the provider was read", () => {
    const label = (checks: number) =>
      submissionStatusLabel(english, { ...reply, state: "needs_decision", checks }).label;
    expect(label(1)).toBe("Not found at HostUp");
    expect(label(0)).toBe("Not confirmed by HostUp");
  });

  it("say by what a lost answer is looked for, with and without a reference", () => {
    const reference = "TB-BCDFGH";
    expect(searchText(english, { ...reply, reference })).toBe(
      "We’re looking for reference TB-BCDFGH.",
    );
    expect(searchText(english, { ...reply, reference: null })).toBe(
      "We’re looking for its exact text and time.",
    );
    const byStatus = "We’re checking whether the ticket has changed.";
    expect(searchText(english, { kind: "close", step: "write", reference: null })).toBe(byStatus);
    expect(searchText(english, { ...reply, step: "reopen", reference })).toBe(byStatus);
    expect(missingText(english, { ...reply, reference: null })).toBe("This text wasn’t there.");
  });
});
