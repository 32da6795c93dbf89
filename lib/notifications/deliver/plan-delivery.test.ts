import { describe, expect, it } from "vitest";

import { type DeliveryFacts, planDelivery } from "./plan-delivery";

const at = (time: string) => new Date(`2026-11-27T${time}Z`);

/** An answer at 02:03, planned a minute later. */
const ANSWER: DeliveryFacts = {
  now: at("02:04:00"),
  untoldSince: at("02:03:00"),
  isUnread: true,
  mayRead: true,
  mode: "now",
  wakes: false,
  holdSeconds: 0,
  windowEndsAt: null,
  zone: "Europe/Stockholm",
  quiet: null,
  digestAt: 480,
  isWithinLimits: true,
};
const NIGHT = { from: 22 * 60, until: 7 * 60 };

describe("a notice", () => {
  it("of a quiet ticket goes at once, and opens a window from the first event", () => {
    expect(planDelivery(ANSWER)).toEqual({ do: "send", windowEndsAt: at("02:18:00") });
  });

  it("within a window waits for its end, and is then sent as one", () => {
    const windowEndsAt = at("02:10:00");
    expect(planDelivery({ ...ANSWER, windowEndsAt })).toEqual({ do: "wait", until: windowEndsAt });
    expect(planDelivery({ ...ANSWER, windowEndsAt, now: windowEndsAt })).toEqual({
      do: "send",
      windowEndsAt: at("02:25:00"),
    });
  });

  it("waits for the end of quiet hours, unless it wakes", () => {
    expect(planDelivery({ ...ANSWER, quiet: NIGHT })).toEqual({
      do: "wait",
      until: at("06:00:00"),
    });
    expect(planDelivery({ ...ANSWER, quiet: NIGHT, wakes: true }).do).toBe("send");
  });

  it.each<[string, Partial<DeliveryFacts>]>([
    ["read", { isUnread: false }],
    ["off", { mode: "off" }],
    ["no_access", { mayRead: false }],
    ["sent", { untoldSince: null }],
  ])("is dropped: %s", (why, facts) => {
    expect(planDelivery({ ...ANSWER, ...facts })).toEqual({ do: "drop", why });
  });

  it("joins the next digest by choice, and one of the hour beyond the limits", () => {
    expect(planDelivery({ ...ANSWER, mode: "digest" })).toEqual({
      do: "digest",
      until: at("07:00:00"),
      isStorm: false,
    });
    expect(planDelivery({ ...ANSWER, isWithinLimits: false })).toMatchObject({ isStorm: true });
  });

  it("that may settle by itself is held", () => {
    expect(planDelivery({ ...ANSWER, holdSeconds: 120 })).toEqual({
      do: "wait",
      until: at("02:05:00"),
    });
  });
});
