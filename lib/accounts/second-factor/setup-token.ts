import { seal, unseal } from "../../crypto/seal";
import { env } from "../../env";
import { AppError, isAppError } from "../../errors";
import { message } from "../../i18n/message";
import { type QrCode, qrCode } from "./qr-code";
import { newSecret, otpauthUri } from "./totp";

/** A setup that is stored only when its first code confirms it. */
export interface AuthenticatorSetup {
  secret: string;
  qr: QrCode;
  /** Holds the secret, for one session. Goes back with the first code. */
  token: string;
}

const LIFETIME_MS = 30 * 60_000;

const context = (sessionId: string) =>
  ({
    organizationId: "",
    rowId: `setup:${sessionId}`,
    provider: "portal",
    field: "authenticator",
  }) as const;

export function newSetup(sessionId: string, email: string): AuthenticatorSetup {
  const secret = newSecret();
  const plain = JSON.stringify({ secret, at: Date.now() });
  return {
    secret,
    qr: qrCode(otpauthUri(secret, email)),
    token: seal(plain, context(sessionId), env().CREDENTIAL_KEYS),
  };
}

/** Throws `invalid` for a token of another session, an altered one, and after half an hour. */
export function secretOfSetup(token: string, sessionId: string): string {
  const outdated = new AppError("invalid", { text: message("secondFactor.setupOutdated") });
  try {
    const plain = unseal(token, context(sessionId), env().CREDENTIAL_KEYS);
    const { secret, at } = JSON.parse(plain) as { secret: string; at: number };
    if (Date.now() - at > LIFETIME_MS) throw outdated;
    return secret;
  } catch (error) {
    throw isAppError(error, "credential_unreadable") ? outdated : error;
  }
}
