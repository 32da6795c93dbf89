import { describe, expect, it } from "vitest";

import { isSameOrigin } from "./same-origin";

const PORTAL = "https://portal.example";
const ask = (method: string, headers: Record<string, string>) =>
  isSameOrigin(
    new Request(`${PORTAL}/api/files`, { method, headers: { host: "portal.example", ...headers } }),
    PORTAL,
  );

describe("a change", () => {
  it.each<[string, Record<string, string>]>([
    ["a page of ours", { "sec-fetch-site": "same-origin", origin: PORTAL }],
    ["a page of ours that keeps its origin to itself", { "sec-fetch-site": "same-origin" }],
    ["a page of ours without a referrer", { "sec-fetch-site": "same-origin", origin: "null" }],
    ["a browser that tells no more than its origin", { origin: PORTAL }],
    [
      "a page of ours behind a proxy that ends TLS",
      {
        origin: "https://outside.example",
        "x-forwarded-host": "outside.example",
        "x-forwarded-proto": "https",
        host: "10.0.0.3:3000",
      },
    ],
    [
      "a page of ours behind a proxy",
      {
        origin: "https://outside.example",
        "x-forwarded-host": "outside.example",
        host: "10.0.0.3:3000",
      },
    ],
  ])("is taken from %s", (_who, headers) => expect(ask("POST", headers)).toBe(true));

  it.each<[string, Record<string, string>]>([
    ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    [
      "a neighbour on the same domain",
      { "sec-fetch-site": "same-site", origin: "https://other.portal.example" },
    ],
    [
      "another origin, whatever else is said",
      { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
    ],
    ["the address bar", { "sec-fetch-site": "none" }],
    ["a box without an origin", { origin: "null" }],
    ["a box without an origin elsewhere", { "sec-fetch-site": "cross-site", origin: "null" }],
    ["nobody in particular", {}],
    ["our host under another scheme", { origin: "http://portal.example" }],
    [
      "our host under another scheme than the proxy's",
      {
        origin: "https://outside.example",
        "x-forwarded-host": "outside.example",
        "x-forwarded-proto": "http",
      },
    ],
    ["our host at another port", { origin: "https://portal.example:8443" }],
    ["an origin that only begins like ours", { origin: "https://portal.example.evil.example" }],
  ])("is not taken from %s", (_who, headers) => {
    for (const method of ["POST", "PUT", "DELETE"]) expect(ask(method, headers)).toBe(false);
  });
});

describe("a read", () => {
  it("is open to our own pages and the address bar, and to no other site", () => {
    expect(ask("GET", {})).toBe(true);
    expect(ask("GET", { "sec-fetch-site": "same-origin" })).toBe(true);
    expect(ask("GET", { "sec-fetch-site": "none" })).toBe(true);
    expect(ask("GET", { "sec-fetch-site": "cross-site" })).toBe(false);
    expect(ask("GET", { "sec-fetch-site": "same-site" })).toBe(false);
  });
});
