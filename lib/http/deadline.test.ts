import { describe, expect, it } from "vitest";

import type { Clock } from "./clock";
import { request } from "./request";
import type { Call, CallRecord, HttpTarget } from "./types";

const GET: Call = { method: "GET", path: "/support/tickets" };
const broken = () =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });

/** A peer on a clock whose time moves only by waiting; each attempt waits `slotMs` for its slot. */
function setUp(steps: Array<() => Promise<Response>>, slotMs = 0) {
  let now = 0;
  const timeouts: number[] = [];
  const timers = new Set<() => void>();
  const calls: CallRecord[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds) => void (now += milliseconds),
    after: (milliseconds, callback) => {
      timeouts.push(milliseconds);
      timers.add(callback);
      return () => void timers.delete(callback);
    },
  };
  const peer: HttpTarget = {
    name: "HostUp",
    baseUrl: "https://cloud.hostup.se/api/v2",
    clock,
    random: () => 1,
    limits: { readMs: 15_000, deadlineMs: 40_000, backoffMs: 300 },
    onCall: (call) => calls.push(call),
    fetch: () => (steps.shift() ?? (() => Promise.reject(new Error("unexpected"))))(),
    beforeCall: async () => {
      await clock.sleep(slotMs);
      return () => undefined;
    },
  };
  return { peer, timeouts, calls, fire: () => timers.forEach((callback) => callback()) };
}

describe("the deadline of a read", () => {
  it("counts from the call, the wait for a slot included", async () => {
    const { peer, timeouts } = setUp(
      [() => Promise.reject(broken()), async () => new Response("{}")],
      12_000,
    );
    await request(peer, GET);
    // 12 s for the first slot, 12 s to ask whether to go on, 300 ms between, 12 s for the second slot.
    expect(timeouts).toEqual([15_000, 40_000 - 36_300]);
  });

  it("ends the call before anything is sent when the slot came too late", async () => {
    const { peer, calls } = setUp([async () => new Response("{}")], 40_000);
    await expect(request(peer, GET)).rejects.toMatchObject({ code: "provider_timeout" });
    expect(calls).toEqual([]);
  });

  it("is told as a timeout, unlike a connection that broke", async () => {
    const silent = setUp([() => new Promise<Response>(() => queueMicrotask(() => silent.fire()))]);
    await expect(request(silent.peer, GET)).rejects.toMatchObject({ code: "provider_timeout" });
    const cut = setUp([1, 2, 3, 4].map(() => () => Promise.reject(broken())));
    await expect(request(cut.peer, GET)).rejects.toMatchObject({ code: "provider_unavailable" });
    expect([silent, cut].map(({ calls }) => calls.map((call) => call.timedOut ?? false))).toEqual([
      [true],
      [false, false, false, false],
    ]);
  });
});
