import { createHash, randomBytes } from "node:crypto";

import { audit } from "../db/audit";
import { asBoolean, fromNow, now } from "../db/expressions";
import { type Db, db, transaction } from "../db/kysely";
import { env } from "../env";
import { AppError } from "../errors";
import { newId } from "../ids";
import { mailNewDevice } from "./new-device-mail";
import { networkPrefix } from "./request/client-address";
import type { SignInMethod } from "./types";

/** The network, device and browser of a request. */
export interface SignInOrigin {
  /** "unknown" without a trusted proxy. */
  address: string;
  userAgent: string;
  /** The value of the browser's `device` cookie. */
  deviceToken: string | undefined;
}

export interface SignedIn {
  userId: string;
  sessionId: string;
  /** The new value of the browser's `device` cookie. */
  deviceToken: string;
  /** The person has not signed in on this device before. */
  isNewDevice: boolean;
}

const MAX_USER_AGENT = 300;
const HOUR_MS = 3_600_000;

/** Only hashes of random tokens are stored; they need no salt. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** A passkey needs the device and also its PIN or a fingerprint. */
const TWO_FACTORS: ReadonlySet<SignInMethod> = new Set(["passkey"]);

/** The methods that prove the identity. An issuer, for example, may sign in without asking. */
const PROOFS: ReadonlySet<SignInMethod> = new Set(["password", "passkey"]);

/** The methods without a mail about a new device: a script, or a new person's first sign-in. */
const UNMAILED: ReadonlySet<SignInMethod> = new Set(["operator", "invitation"]);

/**
 * Starts a session after any method of signing in, and audits it. Null for a disabled user. The
 * lock makes a change of the password wait, which then ends this session too.
 */
export async function completeSignIn(
  userId: string,
  method: SignInMethod,
  origin: SignInOrigin,
  on?: Db,
): Promise<SignedIn | null> {
  const work = (client: Db) => insertSession(client, userId, method, origin);
  return on ? work(on) : transaction(work);
}

async function insertSession(
  client: Db,
  userId: string,
  method: SignInMethod,
  { address, userAgent, deviceToken }: SignInOrigin,
): Promise<SignedIn | null> {
  const user = await client
    .selectFrom("user")
    .select(["session_version", "role", "email", "language", "time_zone"])
    .select((eb) => asBoolean(eb("created_at", ">", fromNow(-24 * HOUR_MS))).as("isNew"))
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .forShare()
    .executeTakeFirst();
  if (!user) return null;
  const { SESSION_HOURS: hours, STAFF_SESSION_HOURS: staffHours } = env();
  const device = await rememberDevice(client, userId, deviceToken);
  const sessionId = newId();
  const network = networkPrefix(address);
  await client
    .insertInto("session")
    .values({
      id: sessionId,
      user_id: userId,
      version: user.session_version,
      method,
      device_id: device.id,
      user_agent: userAgent.slice(0, MAX_USER_AGENT),
      network,
      expires_at: fromNow((user.role === "customer" ? hours : staffHours) * HOUR_MS),
      proved_at: PROOFS.has(method) ? now() : null,
      second_factor_at: TWO_FACTORS.has(method) ? now() : null,
    })
    .execute();
  await audit(
    {
      actorId: userId,
      organizationId: null,
      action: "signin.succeeded",
      targetType: "user",
      targetId: userId,
      data: { address, method },
      sessionId,
      network,
    },
    client,
  );
  // People from before devices were stored have none either, and get the mail.
  const isFirst = user.isNew && !device.isAnother;
  if (device.isNew && !isFirst && !UNMAILED.has(method)) {
    const { email, language, time_zone: timeZone } = user;
    await mailNewDevice(client, { to: email, language, timeZone, userAgent, network });
  }
  return { userId, sessionId, deviceToken: device.token, isNewDevice: device.isNew };
}

interface RememberedDevice {
  id: string;
  token: string;
  isNew: boolean;
  /** New, and not the person's first one. */
  isAnother: boolean;
}

async function rememberDevice(
  client: Db,
  userId: string,
  given: string | undefined,
): Promise<RememberedDevice> {
  // All people of a browser share its token.
  const token = given && /^[\w-]{43}$/.test(given) ? given : randomToken();
  const known = await client
    .updateTable("device")
    .set({ last_seen_at: now() })
    .where("user_id", "=", userId)
    .where("token_hash", "=", hashToken(token))
    .returning("id")
    .executeTakeFirst();
  if (known) return { id: known.id, token, isNew: false, isAnother: false };
  const other = await client
    .selectFrom("device")
    .select("id")
    .where("user_id", "=", userId)
    .limit(1)
    .executeTakeFirst();
  const id = newId();
  await client
    .insertInto("device")
    .values({ id, user_id: userId, token_hash: hashToken(token) })
    .onConflict((conflict) => conflict.columns(["token_hash", "user_id"]).doNothing())
    .execute();
  return { id, token, isNew: true, isAnother: other !== undefined };
}

/** Renews the idle time; at most once in a few minutes, so that most requests write nothing. */
export async function touchSession(sessionId: string, address: string): Promise<void> {
  const network = networkPrefix(address);
  await db()
    .updateTable("session")
    .set({
      last_seen_at: now(),
      network: (eb) => (network === "" ? eb.ref("network") : eb.val(network)),
    })
    .where("id", "=", sessionId)
    .where("last_seen_at", "<", fromNow(-TOUCH_MS))
    .execute();
}

export const TOUCH_MS = 5 * 60_000;

/**
 * Gives a session another id, once it may do more than before: a copy of its cookie ends. Returns
 * the id for the cookie. Throws `unauthenticated` if the session has ended.
 */
export async function renewSession(client: Db, userId: string, sessionId: string): Promise<string> {
  const id = newId();
  const columns = [
    "user_id",
    "version",
    "method",
    "device_id",
    "user_agent",
    "network",
    "created_at",
    "last_seen_at",
    "expires_at",
    "proved_at",
    "second_factor_at",
  ] as const;
  if (!(await revokeSession(userId, sessionId, client))) throw new AppError("unauthenticated");
  await client
    .insertInto("session")
    .columns(["id", ...columns])
    .expression(
      client
        .selectFrom("session")
        .select((eb) => [eb.val(id).as("id"), ...columns])
        .where("id", "=", sessionId),
    )
    .execute();
  return id;
}

/** Ends one session; its next request is refused. With a user, only one of theirs. */
export async function revokeSession(
  userId: string | null,
  sessionId: string,
  on: Db = db(),
): Promise<boolean> {
  const revoked = await on
    .updateTable("session")
    .set({ revoked_at: now() })
    .where("id", "=", sessionId)
    .$if(userId !== null, (query) => query.where("user_id", "=", userId ?? ""))
    .where("revoked_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return revoked !== undefined;
}

/** Ends a user's sessions, except the given one. Returns how many. */
export async function revokeSessions(
  userId: string,
  except: string | null,
  on: Db = db(),
): Promise<number> {
  const revoked = await on
    .updateTable("session")
    .set({ revoked_at: now() })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .$if(except !== null, (query) => query.where("id", "<>", except ?? ""))
    .returning("id")
    .execute();
  return revoked.length;
}
