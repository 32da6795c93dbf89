import { fromNow, now } from "../../db/expressions";
import { db } from "../../db/kysely";

const RECENT_MS = 30 * 60_000;

/**
 * True if the last look of the session ended by itself within half an hour. Only for sessions that
 * do not see as a customer.
 */
export async function hasLookEnded(sessionId: string): Promise<boolean> {
  const latest = await db()
    .selectFrom("seen_as")
    .where("session_id", "=", sessionId)
    .select((eb) =>
      eb
        .and([
          eb("until", ">", fromNow(-RECENT_MS)),
          eb.or([
            eb("ended_at", "is", null),
            eb.and([eb("until", "<=", now()), eb("ended_at", ">=", eb.ref("until"))]),
          ]),
        ])
        .as("hasEnded"),
    )
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return latest?.hasEnded === true;
}
