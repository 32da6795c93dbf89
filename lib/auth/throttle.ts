import { sql } from "../db/sql";
import { AppError } from "../errors";

const WINDOW_SECONDS = 15 * 60;
export const FAILURES_PER_ACCOUNT = 10;
export const FAILURES_PER_ADDRESS = 100;

const accountKey = (email: string) => `signin_account:${email}`;
const addressKey = (address: string) => `signin_address:${address}`;

/** Milliseconds since 1970 by the database's clock, which every instance shares. */
const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/** Counts one, in a window that begins with the first count and begins anew when it is over. */
async function take(key: string, limit: number): Promise<void> {
  const [counted] = await sql<{ points: number; left: string }>(
    `INSERT INTO rate_limit AS r (key, points, expire) VALUES ($1, 1, ${NOW} + ${WINDOW_SECONDS * 1_000})
     ON CONFLICT (key) DO UPDATE SET points = CASE WHEN r.expire <= ${NOW} THEN 1 ELSE r.points + 1 END,
       expire = CASE WHEN r.expire <= ${NOW} THEN excluded.expire ELSE r.expire END
     RETURNING points, expire - ${NOW} AS left`,
    [key],
  );
  if (counted && counted.points > limit) throw new AppError("throttled", { retryAt: new Date(Date.now() + Number(counted.left)) });
}

/**
 * Counts one attempt to sign in, before the password is looked at, so that attempts side by side cannot pass the limit together.
 * Throws `throttled` at the 11th for an account or the 101st from an address within 15 minutes. The counters are in the
 * database: every instance shares them.
 */
export async function countAttempt(email: string, address: string): Promise<void> {
  await take(addressKey(address), FAILURES_PER_ADDRESS);
  await take(accountKey(email), FAILURES_PER_ACCOUNT);
}

/** A right password takes its attempt back: only failures count. */
export async function forgiveAttempts(email: string, address: string): Promise<void> {
  await sql("DELETE FROM rate_limit WHERE key = $1", [accountKey(email)]);
  await sql("UPDATE rate_limit SET points = points - 1 WHERE key = $1", [addressKey(address)]);
}
