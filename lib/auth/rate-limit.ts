import { sql } from "../db/sql";
import { AppError } from "../errors";

export interface RateLimit {
  maxUses: number;
  windowSeconds: number;
  message: string;
}

/** Epoch milliseconds by the database's clock, which all instances share. */
const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/** Throws `throttled` beyond the limit. The window starts with the first use. */
export async function countUse(key: string, limit: RateLimit): Promise<void> {
  const [used] = await sql<{ points: number; left: string }>(
    `INSERT INTO rate_limit AS r (key, points, expire) VALUES ($1, 1, ${NOW} + $2)
     ON CONFLICT (key) DO UPDATE
        SET points = CASE WHEN r.expire <= ${NOW} THEN 1 ELSE r.points + 1 END,
            expire = CASE WHEN r.expire <= ${NOW} THEN excluded.expire ELSE r.expire END
     RETURNING points, expire - ${NOW} AS left`,
    [key, limit.windowSeconds * 1_000],
  );
  if (!used || used.points <= limit.maxUses) return;
  const retryAt = new Date(Date.now() + Number(used.left));
  throw new AppError("throttled", { message: limit.message, retryAt });
}
