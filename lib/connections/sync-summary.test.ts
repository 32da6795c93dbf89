import { describe, expect, it } from "vitest";

import { textsOf } from "../i18n/texts";
import { syncSummary } from "./sync-summary";
import type { SyncResult } from "./types";

const english = textsOf("en");
const swedish = textsOf("sv");

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
    expect(syncSummary(english, [ended("complete", 1)]).message).toBe(
      "1 ticket synced, 0 new or changed.",
    );
    expect(syncSummary(english, [ended("complete", 1), ended("complete", 1)]).message).toMatch(
      /^2 tickets/,
    );
  });

  it("says of an account that threw that it could not be synced, beside one that was read", () => {
    const { message, failed } = syncSummary(english, [ended("complete", 5), thrown]);
    expect(message).toContain("5 tickets synced");
    expect(message).toContain("We couldn’t sync 1 of 2 accounts.");
    expect(failed).toBe(true);
  });

  it("does not say of a reading that a limit has stopped that it still runs", () => {
    const { message } = syncSummary(english, [
      ended("complete", 82),
      ended("partial"),
      ended("partial"),
    ]);
    expect(message).not.toContain("syncing");
    expect(message).toContain(
      "2 of 3 accounts aren’t fully synced yet. The next sync will get the rest.",
    );
  });

  it("says of a reading that runs already that it does", () => {
    expect(syncSummary(english, [ended("complete"), ended("busy")]).message).toContain(
      "1 of 2 accounts is still syncing.",
    );
  });

  it("is Swedish for a Swedish reader", () => {
    expect(syncSummary(swedish, [ended("complete", 1), ended("partial"), thrown]).message).toBe(
      "1 ärende synkat, 0 nya eller ändrade. 1 av 3 konton kunde inte synkas. 1 av 3 konton är inte helt synkat än. Resten hämtas vid nästa synkning.",
    );
    expect(syncSummary(swedish, [ended("busy"), ended("busy")]).message).toContain(
      "2 av 2 konton synkas fortfarande.",
    );
  });
});
