import { sql } from "../db/sql";
import { AppError } from "../errors";

export interface RateLimit {
  /** How often within the window. */
  most: number;
  windowSeconds: number;
  /** The message for a person who exceeds it. */
  message: string;
}

/** Milliseconds since 1970 by the database's clock, which every instance shares. */
const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/**
 * Counts one use of `key`, in a window that begins with its first use. Throws `throttled` beyond the
 * limit. One plain statement, which every connection pooler passes on.
 */
export async function countUse(key: string, limit: RateLimit): Promise<void> {
  const [used] = await sql<{ points: number; left: string }>(
    `INSERT INTO rate_limit AS r (key, points, expire) VALUES ($1, 1, ${NOW} + $2)
     ON CONFLICT (key) DO UPDATE
        SET points = CASE WHEN r.expire <= ${NOW} THEN 1 ELSE r.points + 1 END,
            expire = CASE WHEN r.expire <= ${NOW} THEN excluded.expire ELSE r.expire END
     RETURNING points, expire - ${NOW} AS left`,
    [key, limit.windowSeconds * 1_000],
  );
  if (!used || used.points <= limit.most) return;
  const retryAt = new Date(Date.now() + Number(used.left));
  throw new AppError("throttled", { message: limit.message, retryAt });
}
