import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { type PollRequest, pollWhileVisible } from "./poll-while-visible";

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
const show = (state: string) => {
  page.visibilityState = state;
  page.dispatchEvent(new Event("visibilitychange"));
};
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

let request = vi.fn<PollRequest>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", page);
  page.visibilityState = "visible";
  request = vi.fn<PollRequest>().mockResolvedValue(500);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("polling", () => {
  it("begins after the first delay and goes on after the delay that a request returns", async () => {
    const stop = pollWhileVisible(request, 1_000);
    await pass(999);
    expect(request).toHaveBeenCalledTimes(0);
    await pass(1);
    expect(request).toHaveBeenCalledTimes(1);
    await pass(500);
    expect(request).toHaveBeenCalledTimes(2);
    stop();
  });

  it("repeats a failed request after the first delay", async () => {
    request.mockRejectedValue(new Error("offline"));
    const stop = pollWhileVisible(request, 1_000);
    await pass(2_000);
    expect(request).toHaveBeenCalledTimes(2);
    stop();
  });

  it("rests while the page is hidden and asks at once when it is shown", async () => {
    const stop = pollWhileVisible(request, 1_000);
    show("hidden");
    await pass(60_000);
    expect(request).not.toHaveBeenCalled();
    show("visible");
    await pass(0);
    expect(request).toHaveBeenCalledTimes(1);
    stop();
  });

  it("never has two requests under way", async () => {
    let answer: (delay: number) => void = () => undefined;
    request.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const stop = pollWhileVisible(request, 1_000);
    await pass(1_000);
    show("hidden");
    show("visible");
    await pass(10_000);
    expect(request).toHaveBeenCalledTimes(1);
    answer(500);
    await pass(500);
    expect(request).toHaveBeenCalledTimes(2);
    stop();
  });

  it("stops when it is told to, or when a request returns null", async () => {
    const stop = pollWhileVisible(request, 1_000);
    await pass(1_000);
    stop();
    show("visible");
    await pass(60_000);
    expect(request).toHaveBeenCalledTimes(1);
    expect(request.mock.calls[0]?.[0].aborted).toBe(true);

    request.mockResolvedValue(null);
    pollWhileVisible(request, 1_000);
    await pass(60_000);
    show("visible");
    await pass(60_000);
    expect(request).toHaveBeenCalledTimes(2);
  });
});
