import { describe, expect, it } from "vitest";

import { hasChanged, type PolledStatus, statusFingerprint } from "./submission-status";

const lost: PolledStatus = {
  state: "unknown",
  step: "write",
  ticketId: null,
  nextAt: "2026-03-12T13:03:00.000Z",
};
const seen = statusFingerprint({
  state: "unknown",
  step: "write",
  ticketId: null,
  nextAt: new Date("2026-03-12T13:03:00Z"),
});

describe("a page that follows a submission", () => {
  it("is up to date as long as it stands as it was drawn", () => {
    expect(hasChanged(seen, lost)).toBe(false);
  });

  it("is out of date when the state, the step, the ticket or the next moment is another one", () => {
    const changes: Partial<PolledStatus>[] = [
      { state: "needs_decision" },
      { step: "files" },
      { ticketId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" },
      { nextAt: "2026-03-12T13:03:08.000Z" },
    ];
    expect(changes.map((change) => hasChanged(seen, { ...lost, ...change }))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it("does not change while the provider is being read in search of it", () => {
    expect(hasChanged(seen, { ...lost, nextAt: null })).toBe(false);
    expect(
      hasChanged(statusFingerprint({ ...lost, state: "sending" }), { ...lost, nextAt: null }),
    ).toBe(true);
  });
});
