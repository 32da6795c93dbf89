import { describe, expect, it } from "vitest";

import { contentHash } from "./content-hash";

describe("contentHash", () => {
  it("is the same whatever the order of keys, and differs for different content", () => {
    expect(contentHash({ a: 1, b: [1, 2] })).toBe(contentHash({ b: [1, 2], a: 1 }));
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: 2 }));
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
  });
});
