import { describe, expect, it } from "vitest";

import { CircuitBreaker } from "./circuit-breaker";

const LIMITS = { timeoutsInARow: 3, pauseMs: 10, pauseCapMs: 35 };

describe("a provider that does not answer", () => {
  it("is paused after some timeouts in a row", () => {
    const breaker = new CircuitBreaker(LIMITS);
    expect([1, 2, 3].map(() => breaker.timedOut(false))).toEqual([null, null, 10]);
  });

  it("is not paused while some calls are answered", () => {
    const breaker = new CircuitBreaker(LIMITS);
    const pauses = [1, 2, 3].map(() => {
      const found = [breaker.timedOut(false), breaker.timedOut(false)];
      breaker.answered();
      return found;
    });
    expect(pauses.flat()).toEqual([null, null, null, null, null, null]);
  });

  it("is paused longer each time the probe times out, up to a cap", () => {
    const breaker = new CircuitBreaker(LIMITS);
    for (let count = 0; count < 3; count += 1) breaker.timedOut(false);
    expect([1, 2, 3].map(() => breaker.timedOut(true))).toEqual([20, 35, 35]);
  });

  it("starts afresh once it has answered", () => {
    const breaker = new CircuitBreaker(LIMITS);
    for (let count = 0; count < 3; count += 1) breaker.timedOut(false);
    breaker.answered();
    expect([1, 2, 3].map(() => breaker.timedOut(false))).toEqual([null, null, 10]);
  });
});
