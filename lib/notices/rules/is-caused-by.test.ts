import { describe, expect, it } from "vitest";

import { isCausedBy, type SentAction } from "./is-caused-by";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 27, 6, minutes));
const close: SentAction = {
  kind: "close",
  externalId: null,
  sendingAt: at(10),
  settledAt: at(10),
  fileNames: [],
};
const turnOf = (status: string) => (status === "closed" ? "done" : "yours");
const changed = (after: string, seenAt: Date, notSeenAt?: Date) =>
  isCausedBy({ kind: "changed", field: "status", after, seenAt, notSeenAt }, close, turnOf);

describe("isCausedBy", () => {
  it("takes the status that follows for the action's", () => {
    expect(changed("closed", at(10))).toBe(true);
    expect(changed("answered", at(10))).toBe(false);
    expect(changed("closed", at(9))).toBe(false);
    expect(changed("closed", at(30))).toBe(false);
  });

  it("also when the mirror reads late, unless it has read the ticket meanwhile", () => {
    expect(changed("closed", at(30), at(9))).toBe(true);
    expect(changed("closed", at(30), at(12))).toBe(false);
  });
});
