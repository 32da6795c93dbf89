import { db } from "../db/kysely";
import { networkOf } from "./client-address";
import { countUse, type RateLimit } from "./rate-limit";

const WINDOW_SECONDS = 15 * 60;
export const FAILURES_PER_ACCOUNT = 10;
export const FAILURES_PER_ADDRESS = 100;

const accountKey = (email: string) => `signin_account:${email}`;
const addressKey = (address: string) => `signin_address:${networkOf(address)}`;

const limitOf = (most: number): RateLimit => ({
  maxUses: most,
  windowSeconds: WINDOW_SECONDS,
});

/** Counts before the password check, so that parallel attempts cannot exceed the limit. */
export async function countAttempt(email: string, address: string): Promise<void> {
  await countUse(addressKey(address), limitOf(FAILURES_PER_ADDRESS));
  await countUse(accountKey(email), limitOf(FAILURES_PER_ACCOUNT));
}

/** Only failures count. */
export async function forgiveAttempts(email: string, address: string): Promise<void> {
  await db().deleteFrom("rate_limit").where("key", "=", accountKey(email)).execute();
  await db()
    .updateTable("rate_limit")
    .set({ points: (eb) => eb("points", "-", 1) })
    .where("key", "=", addressKey(address))
    .execute();
}

/** Each makes the portal call an issuer. */
const ISSUER_CALLS = { maxUses: 600, windowSeconds: 5 * 60 } as const;

/** Throws `throttled` where one network opens sign-ins at issuers all the time. */
export async function countIssuerCall(address: string): Promise<void> {
  await countUse(`single_sign_on:${networkOf(address)}`, ISSUER_CALLS);
}
