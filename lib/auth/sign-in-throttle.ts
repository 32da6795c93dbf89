import { db } from "../db/kysely";
import { networkOf } from "./client-address";
import { countUse, forgiveUses, type RateLimit, takeBackUse } from "./rate-limit";
import { hashToken, type SignInOrigin } from "./sessions";

const WINDOW_SECONDS = 15 * 60;
/** Of one account on a device that it knows, or from one network. */
export const FAILURES_PER_PLACE = 10;
/** Of one account over all networks, on devices that it does not know. */
export const FAILURES_PER_ACCOUNT = 50;
export const FAILURES_PER_NETWORK = 100;
/** Without a trusted proxy, all visitors share one network. */
const UNKNOWN_FACTOR = 10;

interface Count {
  key: string;
  limit: RateLimit;
}

const count = (key: string, maxUses: number): Count => ({
  key,
  limit: { maxUses, windowSeconds: WINDOW_SECONDS },
});

/**
 * A device on which the person has signed in before counts by itself, so that nobody else's
 * failures lock its owner out.
 */
async function countsOf(email: string, origin: SignInOrigin): Promise<Count[]> {
  const { address, deviceToken } = origin;
  const network = networkOf(address);
  const factor = address === "unknown" ? UNKNOWN_FACTOR : 1;
  if (deviceToken && (await isKnownDevice(email, deviceToken)))
    return [count(`signin_device:${hashToken(deviceToken)}:${email}`, FAILURES_PER_PLACE)];
  return [
    count(`signin_network:${network}`, FAILURES_PER_NETWORK * factor),
    count(`signin_place:${network}:${email}`, FAILURES_PER_PLACE * factor),
    count(`signin_account:${email}`, FAILURES_PER_ACCOUNT),
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

/** Of one network; each makes the portal call an issuer, and a sign-in takes two. */
const ISSUER_CALLS = 600;

/** Throws `throttled` where one network opens sign-ins at issuers all the time. */
export async function countIssuerCall(address: string): Promise<void> {
  const factor = address === "unknown" ? UNKNOWN_FACTOR : 1;
  const { key, limit } = count(`single_sign_on:${networkOf(address)}`, ISSUER_CALLS * factor);
  await countUse(key, limit);
}
