import { describe, expect, it } from "vitest";

import { ticketUrl } from "@/lib/routes";

import { neighbouringVersions, parsePointInTime } from "./point-in-time";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 3, 13, minute));
const event = (minute: number) => ({
  id: String(minute),
  kind: "changed",
  sentence: "",
  field: null,
  before: null,
  after: null,
  happenedAt: null,
  notBefore: null,
  recordedAt: null,
  seenAt: at(minute),
});

describe("a moment of a ticket", () => {
  it("stands in the address so that it comes back exactly", () => {
    const address = new URL(ticketUrl("customer", "1", { at: at(5) }), "https://portal.example");
    expect(parsePointInTime(address.searchParams.get("at") ?? undefined)).toEqual(at(5));
  });

  it.each([undefined, "", "yesterday", "2999-01-01T00:00:00Z"])("is none for %s", (text) => {
    expect(parsePointInTime(text, at(30))).toBeUndefined();
  });

  it("has the change before it and the one after it", () => {
    const events = [event(20), event(10), event(10), event(5)];
    expect(neighbouringVersions({ events, asOf: { seenAt: at(10), until: at(20) } })).toEqual({
      earlier: at(5),
      later: at(20),
    });
    expect(neighbouringVersions({ events, asOf: { seenAt: at(5), until: at(10) } })).toEqual({
      earlier: null,
      later: at(10),
    });
    expect(neighbouringVersions({ events, asOf: null })).toEqual({ earlier: null, later: null });
  });
});
