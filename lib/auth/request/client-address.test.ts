import { describe, expect, it } from "vitest";

import { clientAddress, networkOf, networkPrefix } from "./client-address";

describe("clientAddress", () => {
  it.each([
    [
      "the proxy's own entry, not what the visitor claims",
      { "x-forwarded-for": "203.0.113.1, 198.51.100.7" },
      false,
      "198.51.100.7",
    ],
    [
      "headers that came several times",
      { "x-forwarded-for": ["203.0.113.1", "198.51.100.7"] },
      false,
      "198.51.100.7",
    ],
    [
      "the platform's header on Vercel",
      { "x-vercel-forwarded-for": "198.51.100.7", "x-forwarded-for": "203.0.113.1" },
      true,
      "198.51.100.7",
    ],
    [
      "no platform's header anywhere else",
      {
        "x-vercel-forwarded-for": "203.0.113.1",
        "x-real-ip": "203.0.113.1",
        "x-forwarded-for": "198.51.100.7",
      },
      false,
      "198.51.100.7",
    ],
    ["one bucket for everybody without a header", {}, false, "unknown"],
    ["nothing that is no address", { "x-forwarded-for": "x".repeat(500) }, false, "unknown"],
  ])("takes %s", (_name, headers, onVercel, address) => {
    expect(
      clientAddress(
        headers,
        onVercel ? { VERCEL: "1", TRUSTED_PROXIES: 0 } : { TRUSTED_PROXIES: 1 },
      ),
    ).toBe(address);
  });
});

describe("the network that attempts are counted for", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
    ["2001:db8::5", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
    ["unknown", "unknown"],
  ])("of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));
});

describe("which address counts", () => {
  const FORGED = { "x-forwarded-for": "198.51.100.1, 198.51.100.2, 198.51.100.3" };

  it.each([
    [0, "unknown"],
    [1, "198.51.100.3"],
    [2, "198.51.100.2"],
    [3, "198.51.100.1"],
    [4, "unknown"],
  ])("is decided by %i trusted proxies, not by the visitor: %s", (proxies, address) => {
    expect(clientAddress(FORGED, { TRUSTED_PROXIES: proxies })).toBe(address);
  });

  it.each([
    ["198.51.100.7:51234", "198.51.100.7"],
    ["[2001:db8::7]:443", "2001:db8::7"],
    ["[2001:db8::7]", "2001:db8::7"],
    ["2001:db8::7", "2001:db8::7"],
    ["198.51.100.7:x", "unknown"],
    ["198.51.100", "unknown"],
  ])("is read from %s as %s", (entry, address) => {
    expect(clientAddress({ "x-forwarded-for": entry }, { TRUSTED_PROXIES: 1 })).toBe(address);
  });

  it.each([
    "forwarded",
    "x-real-ip",
    "cf-connecting-ip",
    "true-client-ip",
    "x-client-ip",
    "x-vercel-forwarded-for",
  ])("is never that of the header %s", (name) => {
    expect(clientAddress({ [name]: "198.51.100.7" }, { TRUSTED_PROXIES: 1 })).toBe("unknown");
  });
});

describe("the network that people are shown", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:1:2:3::4", "2001:db8:1::/48"],
    ["unknown", ""],
  ])("of %s is %j", (address, network) => expect(networkPrefix(address)).toBe(network));
});
