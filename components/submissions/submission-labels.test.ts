import { describe, expect, it } from "vitest";

import {
  notFoundText,
  searchedBy,
  submissionStatusLabel,
  waitingReason,
} from "./submission-labels";

const reply = {
  kind: "reply",
  state: "queued",
  step: "write",
  providerName: "HostUp",
  nextAt: null,
} as const;

describe("the words of a submission", () => {
  it("call what waits for its first send sending, and what was turned away waiting", () => {
    expect(submissionStatusLabel(reply)).toEqual({ tone: "busy", label: "Sending to HostUp" });
    expect(submissionStatusLabel({ ...reply, nextAt: new Date() })).toEqual({
      tone: "waiting",
      label: "Waiting to be sent",
    });
  });

  it("name the step that is under way", () => {
    expect(submissionStatusLabel({ ...reply, state: "sending", step: "reopen" }).label).toBe(
      "Reopening at HostUp",
    );
    expect(
      submissionStatusLabel({ ...reply, state: "sending", step: "attach_message" }).label,
    ).toBe("Sending files to HostUp");
  });

  it("say why it waits, as whole sentences", () => {
    expect(
      waitingReason({
        code: "provider_rate_limited",
        message: "HostUp asks us to wait. It says: Too many requests",
        providerName: "HostUp",
      }),
    ).toBe("HostUp asked us to wait.");
    expect(
      waitingReason({
        code: "provider_unavailable",
        message: "HostUp has a problem at the moment. It says: Overloaded",
        providerName: "HostUp",
      }),
    ).toBe("HostUp has a problem at the moment. It says: Overloaded.");
    expect(
      waitingReason({
        code: "internal",
        message: "Something went wrong on our side.",
        providerName: "HostUp",
      }),
    ).toBe("Something went wrong on our side.");
  });

  it("say by what a lost answer is looked for, with and without a reference", () => {
    expect(searchedBy({ ...reply, reference: "TB-BCDFGH" })).toBe("by its reference TB-BCDFGH");
    expect(searchedBy({ ...reply, reference: null })).toBe("by its exact text and time");
    expect(searchedBy({ kind: "close", step: "write", reference: null })).toBe(
      "by the ticket’s status",
    );
    expect(searchedBy({ ...reply, step: "reopen", reference: "TB-BCDFGH" })).toBe(
      "by the ticket’s status",
    );
    expect(notFoundText({ ...reply, reference: null })).toBe("nothing with this text was there");
  });
});
