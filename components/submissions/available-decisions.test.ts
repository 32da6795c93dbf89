import { describe, expect, it } from "vitest";

import type { PendingSubmission } from "@/lib/submissions/types";
import { english } from "@/tests/helpers/texts";

import { availableDecisions } from "./available-decisions";

const LOST: PendingSubmission = {
  id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  kind: "reply",
  state: "needs_decision",
  step: "write",
  subject: "The shop is slow",
  text: "It began this morning.",
  encrypted: false,
  reference: "TB-BCDFGH",
  ticketId: "01ARZ3NDEKTSV4RRFFQ69G5FAW",
  connectionId: "hostup-shop",
  connectionLabel: "Shop",
  providerName: "HostUp",
  by: "Jane Doe",
  byUserId: "jane",
  createdAt: new Date(),
  message: null,
  code: null,
  nextAt: null,
  sentAt: null,
  checks: 0,
  lookedAt: null,
  awaitsReading: false,
  canCancel: false,
  files: [],
};

const questionOf = (changes: Partial<PendingSubmission>, viewerId = "jane", inSight = false) =>
  availableDecisions(english, { ...LOST, ...changes }, viewerId, inSight).find(
    ({ decision }) => decision !== "send_again",
  )?.question;

describe("before a text is discarded", () => {
  it("its author sees it, and can open it in the form instead", () => {
    expect(questionOf({})).toMatchObject({
      title: "Discard this reply?",
      excerpt: "It began this morning.",
      hint:
        "It won’t be sent and disappears from this page. To change it instead, open it in the form. " +
        "If HostUp received it after all, it will still appear here.",
      formUrl: `/tickets/${LOST.ticketId}?submission=${LOST.id}#reply`,
    });
  });

  it("a colleague is told who gets it back", () => {
    expect(questionOf({ state: "rejected" }, "john")).toMatchObject({
      hint: "⁨Jane Doe⁩ wrote it. It won’t be sent; ⁨Jane Doe⁩ gets the text back as a draft.",
      formUrl: null,
    });
  });

  it("an encrypted one stays covered", () => {
    const excerpt = "This text was encrypted and isn’t shown.";
    expect(questionOf({ text: null, encrypted: true })).toMatchObject({ excerpt });
  });

  it("nothing is asked where it stays in sight, or where nobody wrote anything", () => {
    expect(questionOf({}, "jane", true)).toBeUndefined();
    expect(questionOf({ kind: "close" })).toBeUndefined();
    expect(questionOf({ step: "files" })).toBeUndefined();
  });

  it("canceling asks, too", () => {
    const waiting = { state: "queued", canCancel: true, nextAt: new Date() } as const;
    expect(questionOf(waiting)?.title).toBe("Discard this reply?");
  });
});
