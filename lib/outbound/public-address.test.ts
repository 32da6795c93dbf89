import type { LookupAddress } from "node:dns";

import { describe, expect, it, vi } from "vitest";

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

const ANSWERS: Readonly<Record<string, string[]>> = {
  "open.example": ["8.8.8.8", "2606:4700::1111"],
  "private.example": ["10.1.2.3"],
  "mixed.example": ["8.8.8.8", "10.1.2.3"],
  "mapped.example": ["::ffff:10.0.0.1"],
  "nat64.example": ["64:ff9b::a00:1"],
  "metadata.example": ["169.254.169.254"],
  "empty.example": [],
};
const asked: string[] = [];
vi.mock("node:dns", async (original) => {
  const dns = await original<typeof import("node:dns")>();
  function lookup(name: string, options: object, found: (...given: unknown[]) => void) {
    const addresses = ANSWERS[name];
    if (!addresses) return dns.lookup(name, options, found);
    asked.push(name);
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  }
  return { ...dns, lookup };
});

const look = (name: string, all: boolean) =>
  new Promise((resolve) =>
    publicLookup(name, { all }, (error, address, family) => resolve(error ?? [address, family])),
  );

describe("a name", () => {
  it("is looked up once, and the checked addresses are those that are connected to", async () => {
    const [addresses] = (await look("open.example", true)) as [LookupAddress[]];
    expect(addresses.map(({ address }) => address)).toEqual(ANSWERS["open.example"]);
    expect(await look("open.example", false)).toEqual(["8.8.8.8", 4]);
    asked.length = 0;
    const post = postToPublic("https://mixed.example/", {
      headers: {},
      body: Buffer.from("{}"),
      timeoutMs: 1_000,
    });
    await expect(post).rejects.toMatchObject({ name: "PrivateAddress" });
    expect(asked).toEqual(["mixed.example"]);
  });

  it.each(["private", "mixed", "mapped", "nat64", "metadata", "empty"])(
    "with %s addresses is refused, however it is asked",
    async (kind) => {
      for (const all of [true, false])
        expect(await look(`${kind}.example`, all)).toMatchObject({ name: "PrivateAddress" });
    },
  );

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
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://localhost./",
    "https://127.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "http://example.com/",
    "https://ann@example.com/",
  ])("to %s is refused", async (address) => {
    await expect(postToPublic(address, options)).rejects.toThrow(/./);
  });
});
