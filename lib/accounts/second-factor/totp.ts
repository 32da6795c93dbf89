import { Secret, TOTP } from "otpauth";

/** RFC 6238, with the parameters that every app supports. */
const PERIOD_SECONDS = 30;
const SETTINGS = { issuer: "Ticketbridge", algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS };
/** Steps that a clock may be ahead or behind. */
const WINDOW = 1;
const SECRET_BYTES = 20;

/** In base32, as people type it into their app. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

const totpOf = (secret: string, label = "") =>
  new TOTP({ ...SETTINGS, label, secret: Secret.fromBase32(secret) });

/** Returns the content of the QR code that an app scans. */
export function otpauthUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The time step that a code belongs to, within one of the current; null if it is wrong. */
export function stepOfCode(secret: string, code: string, at = Date.now()): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret).validate({ token: code, timestamp: at, window: WINDOW });
  return delta === null ? null : Math.floor(at / 1_000 / PERIOD_SECONDS) + delta;
}
