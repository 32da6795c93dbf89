import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";

describe("clientAddress", () => {
  it.each([
    ["the proxy's own entry, not what the visitor claims", { "x-forwarded-for": "203.0.113.1, 198.51.100.7" }, false, "198.51.100.7"],
    ["headers that came several times", { "x-forwarded-for": ["203.0.113.1", "198.51.100.7"] }, false, "198.51.100.7"],
    ["the platform's header on Vercel", { "x-vercel-forwarded-for": "198.51.100.7", "x-forwarded-for": "203.0.113.1" }, true, "198.51.100.7"],
    ["no platform's header anywhere else", { "x-vercel-forwarded-for": "203.0.113.1", "x-real-ip": "203.0.113.1", "x-forwarded-for": "198.51.100.7" }, false, "198.51.100.7"],
    ["one bucket for everybody without a header", {}, false, "unknown"],
    ["no endless text", { "x-forwarded-for": "x".repeat(500) }, false, "x".repeat(64)],
  ])("takes %s", (_name, headers, onVercel, address) => {
    expect(clientAddress(headers, onVercel)).toBe(address);
  });
});
