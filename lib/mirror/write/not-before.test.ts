import { describe, expect, it } from "vitest";

import { CLOCK_ERROR_MS } from "../../db/clock";
import type { Change } from "./detect-changes";
import { type Cover, notBefore } from "./not-before";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute));
/** As stored: earlier by what a process may be ahead. */
const stored = (minute: number) => new Date(at(minute).getTime() - CLOCK_ERROR_MS).toISOString();

const before = {
  summary_hash: "digest",
  read_at: at(10).toISOString(),
  full_read_at: at(5).toISOString(),
  conversation_read_at: at(3).toISOString(),
  gone_at: null as string | null,
};
const cover: Cover = { from: at(20), until: at(21) };
const change = (field: string, happenedAt: Date | null = null) => ({
  kind: "changed" as Change["kind"],
  field,
  happenedAt: happenedAt?.toISOString() ?? null,
});

describe("the last reading that did not show a change", () => {
  it.each<[string, string, string, number]>([
    ["of a listed field is the sweep that covered the ticket", "digest", "status", 20],
    ["of a text is the last full read", "digest", "body", 5],
    ["of a text that the list shows is the sweep, too", "*digest", "body", 20],
    ["is the last full read while the list disagrees once", "~digest", "status", 5],
    ["is the last full read where the list always disagrees", "=digest", "status", 5],
    ["of a field that was left out is the last full read", "-", "subject", 5],
    ["of a status is the last one even then", "-", "status", 10],
    ["is no sweep after a lagging replica", "?", "status", 10],
    ["is no sweep where only the list entry is mirrored, for a text", "", "body", 5],
  ])("%s", (_what, summary_hash, field, minute) => {
    expect(notBefore(change(field), { ...before, summary_hash }, cover, at(30))).toBe(
      stored(minute),
    );
  });

  it("is no sweep that ended after this reading began, or after the ticket was gone", () => {
    expect(notBefore(change("status"), before, cover, at(21))).toBe(stored(10));
    const gone = { ...before, gone_at: at(15).toISOString() };
    expect(notBefore(change("status"), gone, cover, at(30))).toBe(stored(10));
    expect(notBefore({ ...change("x"), kind: "returned" }, gone, cover, at(30))).toBe(stored(15));
  });

  it("of a message is the last one of the whole conversation", () => {
    const kinds: Array<Change["kind"]> = ["message_added", "message_removed", "attachment_added"];
    for (const kind of kinds)
      expect(notBefore({ ...change("m"), kind }, before, cover, at(30))).toBe(stored(3));
  });

  it("is not known at first sight, or before the first full read", () => {
    expect(notBefore(change("status"), undefined, cover, at(30))).toBeNull();
    const never = { ...before, full_read_at: null };
    expect(notBefore(change("body"), never, cover, at(30))).toBeNull();
  });

  it("is moved back to the provider's time, never forward", () => {
    expect(notBefore(change("status", at(12)), before, cover, at(30))).toBe(at(12).toISOString());
    expect(notBefore(change("status", at(25)), before, cover, at(30))).toBe(stored(20));
  });
});
