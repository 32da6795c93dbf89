import { describe, expect, it } from "vitest";

import { postToPublic } from "./post-to-public";
import { isPublicAddress, publicLookup } from "./public-address";

const PUBLIC = ["8.8.8.8", "193.0.0.1", "2606:4700::1111", "2a00:1450::1"];
const PRIVATE = [
  ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.31.0.1"],
  ...["192.168.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
  ...["::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8"],
  ...["64:ff9b::a00:1", "2001::1", "2001:db8::1", "2002:a00:1::", "no address"],
];

describe("an address", () => {
  it.each(PUBLIC)("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));
  it.each(PRIVATE)("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("a name", () => {
  it("with a private address is refused before a connection is made", async () => {
    const error = await new Promise((resolve) =>
      publicLookup("localhost", { all: true }, (refused) => resolve(refused)),
    );
    expect(error).toMatchObject({ name: "PrivateAddress" });
  });
});

describe("a request", () => {
  const options = { headers: {}, body: Buffer.from("{}"), timeoutMs: 1_000 };

  it.each([
    "https://localhost:9/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://127.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "http://example.com/",
    "https://ann@example.com/",
  ])("to %s is refused", async (address) => {
    await expect(postToPublic(address, options)).rejects.toThrow(/./);
  });
});
