import { describe, expect, it } from "vitest";

import { providers } from "../../providers/registry";
import { bySeverity } from "./severity";

const table = (...words: string[]) => Object.fromEntries(words.map((word) => [word, word]));

describe("priorities of several providers", () => {
  it("are ordered from the most severe to the least", () => {
    const known = bySeverity(providers().map((provider) => provider.priorities));
    expect(known).toEqual(["critical", "urgent", "high", "normal", "medium", "low"]);
  });

  it("keep each provider's own order", () => {
    const order = bySeverity([table("p4", "p3", "p2", "p1"), table("low", "p2", "high")]);
    expect(order.indexOf("p1")).toBeLessThan(order.indexOf("p2"));
    expect(order.indexOf("high")).toBeLessThan(order.indexOf("p2"));
    expect(order.indexOf("p2")).toBeLessThan(order.indexOf("low"));
  });

  it("may be a single one, or none", () => {
    expect(bySeverity([table("only")])).toEqual(["only"]);
    expect(bySeverity([])).toEqual([]);
  });
});
