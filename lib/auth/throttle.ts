import { sql } from "../db/sql";
import { ERROR_MESSAGES } from "../errors";
import { networkOf } from "./client-address";
import { countUse, type RateLimit } from "./rate-limit";

const WINDOW_SECONDS = 15 * 60;
export const FAILURES_PER_ACCOUNT = 10;
export const FAILURES_PER_ADDRESS = 100;

const accountKey = (email: string) => `signin_account:${email}`;
const addressKey = (address: string) => `signin_address:${networkOf(address)}`;

const limitOf = (most: number): RateLimit => ({
  most,
  windowSeconds: WINDOW_SECONDS,
  message: ERROR_MESSAGES.throttled,
});

/**
 * Counts one attempt to sign in, before the password is looked at, so that attempts side by side cannot pass the limit together.
 * Throws `throttled` at the 11th for an account or the 101st from an address within 15 minutes. The counters are in the
 * database: every instance shares them.
 */
export async function countAttempt(email: string, address: string): Promise<void> {
  await countUse(addressKey(address), limitOf(FAILURES_PER_ADDRESS));
  await countUse(accountKey(email), limitOf(FAILURES_PER_ACCOUNT));
}

/** A right password takes its attempt back: only failures count. */
export async function forgiveAttempts(email: string, address: string): Promise<void> {
  await sql("DELETE FROM rate_limit WHERE key = $1", [accountKey(email)]);
  await sql("UPDATE rate_limit SET points = points - 1 WHERE key = $1", [addressKey(address)]);
}
