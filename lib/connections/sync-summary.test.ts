import { describe, expect, it } from "vitest";

import { syncSummary } from "./sync-summary";
import type { SyncResult } from "./types";

const ended = (
  outcome: SyncResult["outcome"],
  ticketsRead = 0,
): PromiseSettledResult<SyncResult> => ({
  status: "fulfilled",
  value: { outcome, ticketsRead, ticketsChanged: 0, message: "" },
});
const thrown: PromiseSettledResult<SyncResult> = { status: "rejected", reason: new Error("gone") };

describe("the summary of several accounts' readings", () => {
  it("tells one ticket from several", () => {
    expect(syncSummary([ended("complete", 1)]).message).toBe("1 ticket read, 0 new or changed.");
    expect(syncSummary([ended("complete", 1), ended("complete", 1)]).message).toMatch(/^2 tickets/);
  });

  it("says of an account that threw that it could not be read, beside one that was read", () => {
    const { message, failed } = syncSummary([ended("complete", 5), thrown]);
    expect(message).toContain("5 tickets read");
    expect(message).toContain("1 of 2 accounts could not be read.");
    expect(failed).toBe(true);
  });

  it("does not say of a reading that a limit has stopped that it still runs", () => {
    const { message } = syncSummary([ended("complete", 82), ended("partial"), ended("partial")]);
    expect(message).not.toContain("syncing");
    expect(message).toContain("The rest of 2 of 3 accounts follows with the next sync.");
  });

  it("says of a reading that runs already that it does", () => {
    expect(syncSummary([ended("complete"), ended("busy")]).message).toContain(
      "1 of 2 accounts is still syncing.",
    );
  });
});
