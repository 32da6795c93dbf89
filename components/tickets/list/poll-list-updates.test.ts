import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { changedRows, marksDiffer, pollListUpdates } from "./poll-list-updates";

describe("what a list shows", () => {
  const shown = { rows: ["a", "b", "c"], around: "x" };

  it.each([
    [{ rows: ["a", "b", "c"], around: "x" }, false, 0],
    [{ rows: ["a", "b", "c"], around: "y" }, true, 0],
    [{ rows: ["b2", "a", "c"], around: "x" }, true, 1],
    [{ rows: ["new", "a", "b"], around: "x" }, true, 1],
    [{ rows: ["a", "b"], around: "x" }, true, 0],
    [{ rows: ["c", "b", "a"], around: "x" }, true, 0],
  ])("against %j differs: %s, with %s rows changed", (now, isOther, count) => {
    expect(marksDiffer(shown, now)).toBe(isOther);
    expect(changedRows(shown, now)).toBe(count);
  });
});

describe("a list that is open", () => {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const marks = { rows: ["a"], around: "x" };
  const body = JSON.stringify({ ok: true, data: marks });
  const answer = (status: number) => new Response(body, { status });
  let ask = vi.fn<() => Promise<Response>>();

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("document", page);
    page.visibilityState = "visible";
    ask = vi.fn<() => Promise<Response>>();
    ask.mockImplementation(async () => answer(200));
    vi.stubGlobal("fetch", ask);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);
  const show = (state: string) => {
    page.visibilityState = state;
    page.dispatchEvent(new Event("visibilitychange"));
  };

  it("asks every 18 seconds, and tells what it heard", async () => {
    const heard = vi.fn();
    const stop = pollListUpdates("/news", heard);
    await pass(55);
    expect(ask).toHaveBeenCalledTimes(3);
    expect(heard).toHaveBeenLastCalledWith(marks);
    stop();
    await pass(60);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it("asks nothing while it is hidden, and at once when it is seen again", async () => {
    const stop = pollListUpdates("/news", () => undefined);
    show("hidden");
    await pass(300);
    expect(ask).not.toHaveBeenCalled();
    show("visible");
    await pass(0);
    expect(ask).toHaveBeenCalledTimes(1);
    stop();
  });

  it("asks ever more rarely while the portal fails, and as before once it answers", async () => {
    ask.mockImplementation(async () => answer(503));
    const stop = pollListUpdates("/news", () => undefined);
    await pass(30 * 60);
    expect(ask.mock.calls.length).toBeLessThan(15);
    ask.mockImplementation(async () => answer(200));
    await pass(5 * 60);
    ask.mockClear();
    await pass(180);
    expect(ask.mock.calls.length).toBeGreaterThanOrEqual(9);
    stop();
  });

  it("asks no more once the session has ended", async () => {
    ask.mockImplementation(async () => answer(401));
    pollListUpdates("/news", () => undefined);
    await pass(600);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
