import { describe, expect, it } from "vitest";

import { changeSentence } from "./change-sentence";

describe("changeSentence", () => {
  it.each([
    [
      { field: "status", before: "active", after: "suspended" },
      "Status changed from active to suspended",
    ],
    [{ field: "details.planName", before: null, after: "Start" }, "Plan name set to Start"],
    [
      { field: "details.ipAddress", before: "192.0.2.1", after: null },
      "IP address removed, was 192.0.2.1",
    ],
    [
      { field: "gone", before: null, after: "2026-01-01T00:00:00.000Z" },
      "No longer listed by HostUp",
    ],
    [{ field: "gone", before: "2026-01-01T00:00:00.000Z", after: null }, "Listed again by HostUp"],
  ])("says what has changed in words", (change, sentence) => {
    expect(changeSentence(change, "HostUp")).toBe(sentence);
  });
});
