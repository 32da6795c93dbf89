import { timingSafeEqual } from "node:crypto";

import { countUse, forgiveUses } from "../../auth/limits/rate-limit";
import { throttledPlace } from "../../auth/limits/sign-in-throttle";
import { auditRefusedSignIn } from "../../auth/refused-sign-in";
import { safeRedirectPath } from "../../auth/request/safe-redirect-path";
import { openPath } from "../../auth/request/sealed-path";
import { completeSignIn, type SignedIn, type SignInOrigin } from "../../auth/sessions";
import type { SignInMethod } from "../../auth/types";
import { hashToken } from "../../crypto/random-token";
import { asBoolean, now } from "../../db/expressions";
import { type Db, db, transaction } from "../../db/kysely";
import { message } from "../../i18n/message";
import { proveAddress } from "../address/prove-address";
import { findToken, hashCode, isOpenToken, markTokenUsed, takeToken } from "../tokens";

export const CODES_PER_REQUEST = 5;
/** New requests give new codes, so that guesses are counted for the address too. */
export const WRONG_CODES_PER_DAY = 20;

const WRONG_CODES = {
  maxUses: WRONG_CODES_PER_DAY,
  windowSeconds: 24 * 60 * 60,
  text: message("mailSignIn.tooManyCodes"),
};

export interface SignedInByMail {
  signedIn: SignedIn;
  next: string;
}

/** Whom a link signs in. Changes nothing. Null if it is unknown, used, replaced or expired. */
export async function findLink(token: string): Promise<{ email: string } | null> {
  const found = await findToken(db(), "sign_in", token);
  return found?.userId ? { email: found.email } : null;
}

/** Signs in by the link, once. */
export async function signInWithLink(
  token: string,
  origin: SignInOrigin,
): Promise<SignedInByMail | null> {
  return transaction(async (client) => {
    const taken = await takeToken(client, "sign_in", token);
    return taken && complete(client, taken, "mail_link", origin);
  });
}

interface Asked {
  id: string;
  email: string;
  userId: string | null;
  data: unknown;
  codeHash: string | null;
  expiresAt: Date;
  isOpen: boolean;
}

/** The request that a browser's cookie names; the browser must be the one that asked. */
async function askedBy(client: Db, cookie: string, lock = false): Promise<Asked | null> {
  const [id = "", browser = ""] = cookie.split(".");
  const row = await client
    .selectFrom("account_token")
    .select((eb) => [
      "id",
      "email",
      "user_id as userId",
      "data",
      "code_hash as codeHash",
      "expires_at as expiresAt",
      asBoolean(isOpenToken(eb)).as("isOpen"),
    ])
    .where("id", "=", id.slice(0, 40))
    .where("kind", "=", "sign_in")
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  const stored = (row?.data as { browser?: unknown } | undefined)?.browser;
  return row && typeof stored === "string" && isSame(stored, hashToken(browser)) ? row : null;
}

/** Ends the request that a browser's cookie names. */
export async function withdrawRequest(client: Db, cookie: string): Promise<void> {
  const asked = await askedBy(client, cookie, true);
  if (!asked?.isOpen) return;
  await client
    .updateTable("account_token")
    .set({ withdrawn_at: now() })
    .where("id", "=", asked.id)
    .execute();
}

/** Returns what the browser that asked for a code may know of its request. */
export async function findRequest(
  cookie: string | undefined,
): Promise<Pick<Asked, "email" | "isOpen" | "expiresAt"> | null> {
  const asked = cookie ? await askedBy(db(), cookie) : null;
  if (!asked) return null;
  const { email, isOpen, expiresAt } = asked;
  return { email, isOpen, expiresAt };
}

/**
 * Signs in by the code, in the browser that asked. Null for a wrong code, of which a request takes
 * five. Throws `throttled` after too many for one address, whose links still work.
 */
export async function signInWithCode(
  cookie: string | undefined,
  code: string,
  origin: SignInOrigin,
): Promise<SignedInByMail | null> {
  const request = await findRequest(cookie);
  if (!cookie || !request?.isOpen) return null;
  // Guesses of strangers leave the person's own devices their tries.
  const place = await throttledPlace(request.email, origin);
  const { key } = place.isKnown
    ? place.count("mail_codes", WRONG_CODES)
    : { key: `mail_codes:${request.email}` };
  // Counted first, so that parallel guesses cannot exceed the limit; only wrong ones stay counted.
  await countUse(key, WRONG_CODES);
  const done = await transaction((client) => tryCode(client, cookie, code, origin));
  if (done) await forgiveUses(key);
  return done;
}

async function tryCode(
  client: Db,
  cookie: string,
  code: string,
  origin: SignInOrigin,
): Promise<SignedInByMail | null> {
  const asked = await askedBy(client, cookie, true);
  if (!asked?.isOpen) return null;
  const typed = hashCode(asked.id, code.replace(/\s/g, ""));
  if (!asked.codeHash || !asked.userId || !isSame(asked.codeHash, typed)) {
    await countWrongCode(client, asked, origin.address);
    return null;
  }
  await markTokenUsed(client, asked.id);
  return complete(client, asked, "mail_code", origin);
}

async function countWrongCode(client: Db, { id, userId }: Asked, address: string): Promise<void> {
  await client
    .updateTable("account_token")
    .set({
      attempts: (eb) => eb("attempts", "+", 1),
      withdrawn_at: (eb) =>
        eb
          .case()
          .when("attempts", ">=", CODES_PER_REQUEST - 1)
          .then(now())
          .else(null)
          .end(),
    })
    .where("id", "=", id)
    .execute();
  if (userId) await auditRefusedSignIn({ userId, address, reason: "mail_code" }, client);
}

/** The address must still be the person's. */
async function complete(
  client: Db,
  { userId, email, data }: Pick<Asked, "userId" | "email" | "data">,
  method: SignInMethod,
  origin: SignInOrigin,
): Promise<SignedInByMail | null> {
  const user = await client
    .selectFrom("user")
    .select("id")
    .where("id", "=", userId ?? "")
    .where("email", "=", email)
    .executeTakeFirst();
  if (user) await proveAddress(client, user.id, origin);
  const signedIn = user ? await completeSignIn(user.id, method, origin, client) : null;
  const { next, browser } = data as { next?: unknown; browser?: unknown };
  return signedIn && { signedIn, next: safeRedirectPath(openPath(next, String(browser))) };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
