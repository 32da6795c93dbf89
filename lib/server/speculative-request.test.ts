import { describe, expect, it } from "vitest";

import { isSpeculativeRequest } from "./speculative-request";

describe("a request that nobody has asked for yet", () => {
  it.each<Record<string, string>>([
    { "sec-purpose": "prefetch" },
    { "Sec-Purpose": "prefetch;prerender" },
    { "sec-purpose": "prefetch;anonymous-client-ip" },
    { purpose: "prefetch" },
    { "x-purpose": "preview" },
    { "X-Moz": "Prefetch" },
  ])("is known by its headers: %o", (headers) => {
    expect(isSpeculativeRequest(new Headers(headers))).toBe(true);
  });

  it.each<Record<string, string>>([
    {},
    { rsc: "1" },
    { "sec-fetch-mode": "navigate", "sec-fetch-user": "?1" },
    { purpose: "" },
  ])("is none of: %o", (headers) => {
    expect(isSpeculativeRequest(new Headers(headers))).toBe(false);
  });
});
