import { createPrivateKey, sign } from "node:crypto";

export interface VapidKeys {
  /** 65 bytes, base64url: what browsers subscribe with. */
  publicKey: string;
  /** 32 bytes, base64url. */
  privateKey: string;
}

const LIFETIME_S = 12 * 3_600;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The `Authorization` header of RFC 8292. `contact` is a mailto: or https: address. */
export function vapidHeader(endpoint: string, keys: VapidKeys, contact: string, now: Date): string {
  const point = Buffer.from(keys.publicKey, "base64url");
  const key = createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      d: keys.privateKey,
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const exp = Math.floor(now.getTime() / 1_000) + LIFETIME_S;
  const claims = { aud: new URL(endpoint).origin, exp, sub: contact };
  const signed = `${encode({ typ: "JWT", alg: "ES256" })}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `vapid t=${signed}.${signature.toString("base64url")}, k=${keys.publicKey}`;
}
