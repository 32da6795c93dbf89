import { describe, expect, it } from "vitest";

import { clientAddress, networkOf } from "./client-address";

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
