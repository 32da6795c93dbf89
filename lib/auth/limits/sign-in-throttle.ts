import { hashToken } from "../../crypto/random-token";
import { db } from "../../db/kysely";
import { networkOf } from "../request/client-address";
import type { SignInOrigin } from "../sessions";
import { countUse, forgiveUses, type RateLimit, takeBackUse } from "./rate-limit";

const WINDOW_SECONDS = 15 * 60;
/** The limit for one account on one known device, or from one network. */
export const FAILURES_PER_PLACE = 10;
/** The limit for one account over all networks, on unknown devices. */
export const FAILURES_PER_ACCOUNT = 50;
export const FAILURES_PER_NETWORK = 100;
/** Without a trusted proxy, all visitors share one network. */
const UNKNOWN_FACTOR = 10;

export interface Count {
  key: string;
  limit: RateLimit;
}

/** Returns the counter of all visitors from one network. */
export function networkCount(name: string, address: string, limit: RateLimit): Count {
  const factor = address === "unknown" ? UNKNOWN_FACTOR : 1;
  const maxUses = limit.maxUses * factor;
  return { key: `${name}:${networkOf(address)}`, limit: { ...limit, maxUses } };
}

/**
 * Returns the key under which attempts on an account are counted: the device, if its person has
 * signed in on it before, or else the network. Strangers never use up the owner's attempts.
 */
export async function throttledPlace(
  email: string,
  { address, deviceToken }: Pick<SignInOrigin, "address" | "deviceToken">,
): Promise<{ isKnown: boolean; count(name: string, limit: RateLimit): Count }> {
  if (deviceToken && (await isKnownDevice(email, deviceToken))) {
    const device = hashToken(deviceToken);
    return {
      isKnown: true,
      count: (name, limit) => ({ key: `${name}:${device}:${email}`, limit }),
    };
  }
  return {
    isKnown: false,
    count(name, limit) {
      const { key, limit: raised } = networkCount(name, address, limit);
      return { key: `${key}:${email}`, limit: raised };
    },
  };
}

/**
 * Counts a device on which the person has signed in before separately, so that other people's
 * failures do not lock its owner out.
 */
async function countsOf(email: string, origin: SignInOrigin): Promise<Count[]> {
  const limitOf = (maxUses: number): RateLimit => ({ maxUses, windowSeconds: WINDOW_SECONDS });
  const place = await throttledPlace(email, origin);
  if (place.isKnown) return [place.count("signin_device", limitOf(FAILURES_PER_PLACE))];
  return [
    networkCount("signin_network", origin.address, limitOf(FAILURES_PER_NETWORK)),
    place.count("signin_place", limitOf(FAILURES_PER_PLACE)),
    { key: `signin_account:${email}`, limit: limitOf(FAILURES_PER_ACCOUNT) },
  ];
}

async function isKnownDevice(email: string, token: string): Promise<boolean> {
  const device = await db()
    .selectFrom("device as d")
    .innerJoin("user as u", "u.id", "d.user_id")
    .select("d.id")
    .where("u.email", "=", email)
    .where("d.token_hash", "=", hashToken(token))
    .executeTakeFirst();
  return device !== undefined;
}

/** Takes the attempt back, once it has succeeded. */
export type Forgive = () => Promise<void>;

/**
 * Counts before the password check, so that parallel attempts cannot exceed a limit. Throws
 * `throttled`; only failures go on counting.
 */
export async function countAttempt(email: string, origin: SignInOrigin): Promise<Forgive> {
  const counts = await countsOf(email, origin);
  for (const { key, limit } of counts) await countUse(key, limit);
  return async () => {
    for (const { key, limit } of counts)
      if (limit.maxUses > FAILURES_PER_PLACE) await takeBackUse(key);
      else await forgiveUses(key);
  };
}

/** The limit for one network. Each makes the portal call an issuer; a sign-in takes two. */
const ISSUER_CALLS = 600;

/** Throws `throttled` when one network opens too many sign-ins at issuers. */
export async function countIssuerCall(address: string): Promise<void> {
  const limit = { maxUses: ISSUER_CALLS, windowSeconds: WINDOW_SECONDS };
  const { key, limit: raised } = networkCount("single_sign_on", address, limit);
  await countUse(key, raised);
}
