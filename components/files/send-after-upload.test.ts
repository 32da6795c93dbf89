import { describe, expect, it } from "vitest";

import { nextSendStep, reduceSend, type SendEvent, type SendState } from "./send-after-upload";
import type { PendingUpload } from "./upload-entry";

const START: SendState = { uploads: [], awaitedIds: null };

const upload = (id: string, change: Partial<PendingUpload> = {}): PendingUpload => ({
  id,
  name: `${id}.log`,
  size: 5,
  sent: 0,
  isBroken: false,
  isRefused: false,
  problem: null,
  ...change,
});

const a = upload("a");
const b = upload("b");
const uploads = (...now: PendingUpload[]): SendEvent => ({ type: "uploads", uploads: now });
const submit = (...shown: PendingUpload[]): SendEvent => ({ type: "submit", shown });

const stateAfter = (...events: SendEvent[]) => events.reduce(reduceSend, START);
const stepAfter = (...events: SendEvent[]) => nextSendStep(stateAfter(...events), true);

describe("a form with uploads", () => {
  it("is sent once they are done, or at once without any", () => {
    expect(stepAfter(uploads(a))).toBeNull();
    expect(stepAfter(submit())).toEqual({ type: "send" });
    expect(stepAfter(uploads(a, b), submit(a, b))).toEqual({ type: "wait" });
    expect(stepAfter(uploads(a, b), submit(a, b), uploads(b))).toEqual({ type: "wait" });
    expect(stepAfter(uploads(a, b), submit(a, b), uploads(b), uploads())).toEqual({ type: "send" });
  });

  it("is sent when the last upload ends before the form shows that", () => {
    expect(stepAfter(uploads(a), uploads(), submit(a))).toEqual({ type: "send" });
  });

  it("waits for a file that was added before the form shows it", () => {
    expect(stepAfter(uploads(a), submit())).toEqual({ type: "wait" });
  });

  it("waits for a file that was added in the meantime", () => {
    expect(stepAfter(uploads(a), submit(a), uploads(a, b), uploads(b))).toEqual({ type: "wait" });
  });

  it("is sent without a file that was removed in the meantime", () => {
    expect(stepAfter(uploads(a, b), submit(a, b), uploads(a), uploads())).toEqual({ type: "send" });
  });

  it("is not sent after it was cancelled or sent", () => {
    expect(stepAfter(uploads(a), submit(a), { type: "end" }, uploads())).toBeNull();
  });

  it("stops when an upload fails", () => {
    const cause = upload("a", { isBroken: true });
    expect(stepAfter(uploads(a), submit(a), uploads(cause))).toEqual({ type: "stop", cause });
    expect(stepAfter(uploads(cause), submit(a))).toEqual({ type: "stop", cause });
  });

  it("stops when a file that it waits for is refused", () => {
    const cause = upload("a", { isRefused: true });
    expect(stepAfter(uploads(a), submit(a), uploads(cause))).toEqual({ type: "stop", cause });
    expect(stepAfter(uploads(a), uploads(cause), submit(a))).toEqual({ type: "stop", cause });
    expect(stepAfter(uploads(b), submit(b), uploads(a, b), uploads(cause, b))).toEqual({
      type: "stop",
      cause,
    });
  });

  it("is sent without a file that was refused before", () => {
    const refused = upload("a", { isRefused: true });
    expect(stepAfter(uploads(refused), submit(refused))).toEqual({ type: "send" });
  });

  it("stops when it no longer takes files, and is sent without them when submitted again", () => {
    const stopped = stateAfter(uploads(a), submit(a));
    expect(nextSendStep(stopped, false)).toEqual({ type: "stop", cause: null });
    const again = stateAfter(
      uploads(a),
      submit(a),
      { type: "end" },
      { type: "submit", shown: null },
    );
    expect(nextSendStep(again, false)).toEqual({ type: "send" });
  });
});
