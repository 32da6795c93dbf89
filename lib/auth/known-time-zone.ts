import { type Expression, expressionBuilder, type RawBuilder, sql } from "kysely";

import type { DB } from "../db/table-types";

/**
 * Returns the time zone for a person's emails and digests: the chosen one, otherwise that of the
 * browser they last signed in with. Null if neither is known.
 */
export function knownTimeZone(
  userId: Expression<string>,
  chosen: Expression<string | null>,
): RawBuilder<string | null> {
  const ofDevice = expressionBuilder<DB, never>()
    .selectFrom("device as its_device")
    .select("its_device.time_zone")
    .where("its_device.user_id", "=", userId)
    .where("its_device.time_zone", "is not", null)
    .orderBy("its_device.last_seen_at", "desc")
    .limit(1);
  return sql`coalesce(${chosen}, (${ofDevice}))`;
}
