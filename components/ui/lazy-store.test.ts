import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { LazyStore } from "./lazy-store";

class Counter {
  count = 0;
  listener = (): void => undefined;
  subscribe = (listener: () => void) => (this.listener = listener);
  add(): void {
    this.count += 1;
    this.listener();
  }
}

class LazyCounter extends LazyStore<Counter> {
  kept = 0;
  failures = 0;
  isBroken = false;
  handedOver = (_counter: Counter): void => undefined;
  tries = 0;

  constructor(private readonly arrives: (tried: number) => Promise<void>) {
    super();
  }

  readonly count = () => this.loaded?.count ?? this.kept;

  add(): void {
    if (this.loaded) return this.loaded.add();
    this.kept += 1;
    this.notify();
    void this.load();
  }

  protected async open(): Promise<Counter> {
    await this.arrives(++this.tries);
    return new Counter();
  }

  protected handOver(counter: Counter): void {
    this.handedOver(counter);
    for (let each = 0; each < this.kept; each++) counter.add();
  }

  protected override failed(isBroken: boolean): void {
    this.failures += 1;
    this.isBroken = isBroken;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("keeps what is done before its scripts arrive, and loads them once", async () => {
  const store = new LazyCounter(() => Promise.resolve());
  const listener = vi.fn();
  const unsubscribe = store.subscribe(listener);
  expect(store.tries).toBe(0);
  store.add();
  store.add();
  expect([store.count(), listener.mock.calls.length]).toEqual([2, 2]);
  await Promise.all([store.load(), store.load()]);
  expect([store.count(), store.tries]).toEqual([2, 1]);
  listener.mockClear();
  store.add();
  expect([store.count(), listener.mock.calls.length]).toEqual([3, 1]);
  unsubscribe();
  store.add();
  expect(listener).toHaveBeenCalledTimes(1);
});

it("tries again when the connection is back, and sooner or later without a word of it", async () => {
  const store = new LazyCounter((tried) =>
    tried < 3 ? Promise.reject(new Error("offline")) : Promise.resolve(),
  );
  store.add();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.failures).toBe(1);
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(0);
  expect(store.failures).toBe(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect([store.failures, store.tries, store.count()]).toEqual([2, 3, 1]);
});

it("ends with a failure of its own where what was done cannot be handed over", async () => {
  const store = new LazyCounter(() => Promise.resolve());
  store.handedOver = () => {
    throw new Error("broken");
  };
  store.add();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([store.tries, store.failures, store.isBroken]).toEqual([3, 3, true]);
  // Earlier changes are shown on, and nothing is lost to a half-made store.
  store.add();
  expect(store.count()).toBe(2);
});

it("hands everything over again after a failure", async () => {
  const store = new LazyCounter(() => Promise.resolve());
  store.handedOver = () => {
    if (store.tries < 2) throw new Error("broken");
  };
  store.add();
  await vi.advanceTimersByTimeAsync(5_000);
  expect([store.tries, store.isBroken, store.count()]).toEqual([2, false, 1]);
});
