import { describe, expect, it } from "vitest";

import { signsIn, speaksFor, usableAddress } from "./rules";

const issuer = { domains: ["example.com"] };
const isLinked = (email: string, isVerified = true) => speaksFor(issuer, { email, isVerified });

describe("an issuer speaks for an address", () => {
  it.each(["jane@example.com", "Jane@EXAMPLE.com", "jane+tickets@example.com"])(
    "in a domain of its own: %s",
    (email) => expect(isLinked(email)).toBe(true),
  );

  it.each([
    "jane@evil-example.com",
    "jane@sub.example.com",
    "jane@example.com.evil.test",
    "jane@example.co",
    "jane@example.com.",
    "jane@.example.com",
    "jane@evil.test@example.com",
    "jane@example.com@evil.test",
    '"jane@evil.test"@example.com',
    " jane@example.com",
    "jane@example.com\u200b",
    "jane@ex\u0430mple.com",
    "jane@\uff45xample.com",
    "jane@example\u3002com",
    "\u212aate@example.com",
    "@example.com",
    "example.com",
    "",
  ])("never elsewhere, nor where letters only look alike: %j", (email) =>
    expect(isLinked(email)).toBe(false),
  );

  it("only once it has verified it", () => {
    expect(isLinked("jane@example.com", false)).toBe(false);
    expect(speaksFor(issuer, { email: undefined, isVerified: true })).toBe(false);
    expect(speaksFor({ domains: [] }, { email: "jane@example.com", isVerified: true })).toBe(false);
  });
});

it("signs in staff or customers, never both", () => {
  const roles = ["customer", "staff", "admin"] as const;
  expect(roles.map((role) => signsIn({ for: "customers" }, role))).toEqual([true, false, false]);
  expect(roles.map((role) => signsIn({ for: "staff" }, role))).toEqual([false, true, true]);
});

it("stores an address as every other one is", () => {
  expect(usableAddress(" Jane@EXAMPLE.com ")).toBe("jane@example.com");
  expect(usableAddress("jane")).toBeNull();
  expect(usableAddress(undefined)).toBeNull();
});
