import { Secret } from "otpauth";
import { describe, expect, it } from "vitest";

import { qrCode } from "./qr-code";
import { newSecret, otpauthUri, stepOfCode } from "./totp";

/** RFC 6238, appendix B. Its codes of eight digits end with those of six. */
const SECRET = Secret.fromUTF8("12345678901234567890").base32;
const VECTORS: Array<[seconds: number, code: string]> = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
];

describe("a code of an authenticator app", () => {
  it.each(VECTORS)("is that of RFC 6238 at %i s", (seconds, code) => {
    expect(stepOfCode(SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  it.each([
    [-60, false],
    [-30, true],
    [30, true],
    [60, false],
  ])("of a clock that is %i s off: accepted is %s", (off, isAccepted) => {
    const [seconds, code] = [1_234_567_890, "005924"];
    const step = stepOfCode(SECRET, code, (seconds - off) * 1_000);
    expect(step).toBe(isAccepted ? Math.floor(seconds / 30) : null);
  });

  it.each(["", "28708", "2870821", "abcdef", "２８７０８２", "0287082"])("is not %j", (code) =>
    expect(stepOfCode(SECRET, code, 59_000)).toBeNull(),
  );
});

it("a secret has 160 random bits, and is in the address that the QR code holds", () => {
  const secret = newSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(newSecret()).not.toBe(secret);
  const uri = new URL(otpauthUri(secret, "jane@example.com"));
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toContain("Ticketbridge:jane@example.com");
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    secret,
    issuer: "Ticketbridge",
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
  const { size, path } = qrCode(uri.href);
  expect(size).toBeGreaterThan(40);
  expect(path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
});
