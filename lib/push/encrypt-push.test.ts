import { createECDH, randomBytes } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { decryptPush } from "@/tests/helpers/notifications/decrypt-push";

import { encryptPush } from "./encrypt-push";
import { vapidHeader } from "./vapid";

const bytes = (text: string) => Buffer.from(text, "base64url");

describe("a push", () => {
  it("is encrypted as in section 5 of RFC 8291", () => {
    const encrypted = encryptPush(
      "When I grow up, I want to be a watermelon",
      {
        p256dh: bytes(
          "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        ),
        auth: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
      },
      {
        privateKey: bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt: bytes("DGv6ra1nlYgDCS1FRnbzlw"),
      },
    );
    expect(encrypted.toString("base64url")).toBe(
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY" +
        "WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexS" +
        "gSxsj_Qulcy4a-fN",
    );
  });

  it("opens with the browser's keys alone, whatever it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1_000 }), (text) => {
        const [pair, other] = [createECDH("prime256v1"), createECDH("prime256v1")];
        pair.generateKeys();
        other.generateKeys();
        const auth = randomBytes(16);
        const encrypted = encryptPush(text, { p256dh: pair.getPublicKey(), auth });
        expect(decryptPush(encrypted, pair, auth)).toBe(Buffer.from(text).toString());
        expect(() => decryptPush(encrypted, other, auth)).toThrow();
        expect(() => decryptPush(encrypted, pair, randomBytes(16))).toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it("is signed for its push service", () => {
    const pair = createECDH("prime256v1");
    pair.generateKeys();
    const keys = {
      publicKey: pair.getPublicKey("base64url"),
      privateKey: pair.getPrivateKey("base64url"),
    };
    const header = vapidHeader("https://push.example/a", keys, "mailto:a@b.example", new Date());
    expect(header).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]{86}, k=[\w-]{87}$/);
    const claims: unknown = JSON.parse(bytes(header.split(".")[1] ?? "").toString());
    expect(claims).toMatchObject({ aud: "https://push.example" });
  });
});
