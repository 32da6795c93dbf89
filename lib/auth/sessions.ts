import { audit } from "../db/audit";
import { fromNow, now } from "../db/expressions";
import { type Db, db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import { newId } from "../ids";
import { arrive } from "./arrival/arrive";
import { deviceTokenOf } from "./arrival/devices";
import { lacksSecondFactor } from "./arrival/missing-step";
import { isWithin, type RateLimit } from "./limits/rate-limit";
import { networkPrefix } from "./request/client-address";
import type { SignInMethod } from "./types";

/** The network, device and browser of a request. */
export interface SignInOrigin {
  /** "unknown" without a trusted proxy. */
  address: string;
  userAgent: string;
  /** The value of the browser's `device` cookie. */
  deviceToken: string | undefined;
  /** The browser's; undefined if it sent none. */
  timeZone?: string;
}

export interface SignedIn {
  userId: string;
  sessionId: string;
  /** The new value of the browser's `device` cookie. */
  deviceToken: string;
}

const MAX_USER_AGENT = 300;
/** The time within which a session must get its second factor. */
const PENDING_MS = 60 * 60_000;

/** A passkey needs the device and also its PIN or a fingerprint. */
const TWO_FACTORS: ReadonlySet<SignInMethod> = new Set(["passkey"]);

/** The methods that prove the identity. An issuer, for example, may sign in without asking. */
const PROOFS: ReadonlySet<SignInMethod> = new Set(["password", "passkey"]);

/** More entries would add nothing, and anyone with the password could flood the audit log. */
const UNFINISHED_ENTRIES: RateLimit = { maxUses: 20, windowSeconds: 24 * 60 * 60 };

/** A script runs on the portal's own machine, and is asked for no second factor. */
const UNASKED: ReadonlySet<SignInMethod> = new Set([...TWO_FACTORS, "operator"]);

/**
 * Starts a session after any method of signing in. The audit entry and the device follow once no
 * second factor is missing: see `arrive`. Null for a disabled user. The lock makes a change of the
 * password wait, which then ends this session too.
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
  { address, userAgent, deviceToken, timeZone }: SignInOrigin,
): Promise<SignedIn | null> {
  const user = await client
    .selectFrom("user")
    .select("session_version")
    .where("id", "=", userId)
    .where("disabled_at", "is", null)
    .forShare()
    .executeTakeFirst();
  if (!user) return null;
  const sessionId = newId();
  const network = networkPrefix(address);
  await client
    .insertInto("session")
    .values({
      id: sessionId,
      user_id: userId,
      version: user.session_version,
      method,
      user_agent: userAgent.slice(0, MAX_USER_AGENT),
      network,
      completed_at: null,
      expires_at: fromNow(PENDING_MS),
      proved_at: PROOFS.has(method) ? now() : null,
      second_factor_at: TWO_FACTORS.has(method) ? now() : null,
    })
    .execute();
  if (UNASKED.has(method) || !(await lacksSecondFactor(client, userId))) {
    const token = await arrive(client, { userId, sessionId, address, deviceToken, timeZone });
    return { userId, sessionId, deviceToken: token };
  }
  if (await isWithin(`unfinished:${userId}`, UNFINISHED_ENTRIES, client))
    await audit(
      {
        actorId: userId,
        organizationId: null,
        action: "signin.unfinished",
        targetType: "user",
        targetId: userId,
        data: { address, method },
        sessionId,
        network,
      },
      client,
    );
  return { userId, sessionId, deviceToken: deviceTokenOf(deviceToken) };
}

/** Renews the idle time; at most once in a few minutes, so that most requests write nothing. */
export async function touchSession(
  sessionId: string,
  address: string,
  timeZone?: string,
): Promise<void> {
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
  if (timeZone === undefined) return;
  await db()
    .updateTable("device")
    .set({ time_zone: timeZone })
    .where("id", "=", (eb) =>
      eb.selectFrom("session").select("device_id").where("session.id", "=", sessionId),
    )
    .where((eb) => eb("time_zone", "is distinct from", timeZone))
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
    "second_factor_by",
    "completed_at",
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

/** Ends a user's sessions without a second factor. */
export async function revokeWithoutFactor(client: Db, userId: string): Promise<void> {
  await client
    .updateTable("session")
    .set({ revoked_at: now() })
    .where("user_id", "=", userId)
    .where("second_factor_at", "is", null)
    .where("revoked_at", "is", null)
    .execute();
}
