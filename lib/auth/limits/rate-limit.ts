import { sql } from "kysely";

import { type ColumnChanges, type Db, db } from "../../db/kysely";
import { AppError, isAppError } from "../../errors";
import type { Message } from "../../i18n/message";

export interface RateLimit {
  maxUses: number;
  windowSeconds: number;
  /** Default: the text of `throttled`. */
  text?: Message;
}

/** Epoch milliseconds by the database's clock, which all instances share. */
const NOW = sql<string>`(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;

/** Throws `throttled` beyond the limit. The window starts with the first use. */
export async function countUse(key: string, limit: RateLimit, on: Db = db()): Promise<void> {
  const used = await on
    .insertInto("rate_limit")
    .values({ key, points: 1, expire: sql<string>`${NOW} + ${limit.windowSeconds * 1_000}` })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet((eb) => {
        const isOver = eb("rate_limit.expire", "<=", NOW);
        const points = eb("rate_limit.points", "+", 1);
        return {
          points: eb.case().when(isOver).then(1).else(points).end(),
          expire: eb
            .case()
            .when(isOver)
            .then(eb.ref("excluded.expire"))
            .else(eb.ref("rate_limit.expire"))
            .end(),
        } satisfies ColumnChanges<"rate_limit">;
      }),
    )
    .returning((eb) => ["points", sql<string>`${eb.ref("expire")} - ${NOW}`.as("left")])
    .executeTakeFirst();
  if (!used || used.points <= limit.maxUses) return;
  const retryAt = new Date(Date.now() + Number(used.left));
  throw new AppError("throttled", { text: limit.text, retryAt });
}

/** Counts like `countUse`; false beyond the limit. */
export async function isWithin(key: string, limit: RateLimit, on: Db = db()): Promise<boolean> {
  try {
    await countUse(key, limit, on);
    return true;
  } catch (error) {
    if (isAppError(error, "throttled")) return false;
    throw error;
  }
}

/** Restarts the window, e.g. after the right password. */
export async function forgiveUses(key: string): Promise<void> {
  await db().deleteFrom("rate_limit").where("key", "=", key).execute();
}

/** Takes back one use that should not count. */
export async function takeBackUse(key: string): Promise<void> {
  await db()
    .updateTable("rate_limit")
    .set({ points: (eb) => eb("points", "-", 1) })
    .where("key", "=", key)
    .execute();
}
