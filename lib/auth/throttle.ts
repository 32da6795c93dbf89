import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "../db/pool";
import { AppError } from "../errors";

const WINDOW_SECONDS = 15 * 60;
export const FAILURES_PER_ACCOUNT = 10;
export const FAILURES_PER_ADDRESS = 100;

function limiter(keyPrefix: string, points: number): RateLimiterPostgres {
  return new RateLimiterPostgres({ storeClient: pool(), storeType: "pool", tableName: "rate_limit", tableCreated: true, clearExpiredByTimeout: false, keyPrefix, points, duration: WINDOW_SECONDS });
}

let limiters: { account: RateLimiterPostgres; address: RateLimiterPostgres } | undefined;

function both() {
  limiters ??= { account: limiter("signin_account", FAILURES_PER_ACCOUNT), address: limiter("signin_address", FAILURES_PER_ADDRESS) };
  return limiters;
}

async function take(from: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await from.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new AppError("throttled", { retryAt: new Date(Date.now() + refused.msBeforeNext) });
  }
}

/**
 * Counts one attempt to sign in, before the password is looked at, so that attempts side by side cannot pass the limit together.
 * Throws `throttled` at the 11th for an account or the 101st from an address within 15 minutes. The counters are in the
 * database: every instance shares them.
 */
export async function countAttempt(email: string, address: string): Promise<void> {
  await take(both().address, address);
  await take(both().account, email);
}

/** A right password takes its attempt back: only failures count. */
export async function forgiveAttempts(email: string, address: string): Promise<void> {
  await both().account.delete(email);
  await both().address.reward(address, 1);
}
