import { isWithin } from "../../auth/limits/rate-limit";
import type { Db } from "../../db/kysely";
import type { PersonChannel } from "../../notices/types";

const HOUR_SECONDS = 3_600;
const PER_PERSON = { maxUses: 20, windowSeconds: HOUR_SECONDS };
const PER_ORGANIZATION = { maxUses: 2_000, windowSeconds: 24 * HOUR_SECONDS };

/** Applies beyond the other limits, as a digest would wait until quiet hours end. */
const URGENT = { maxUses: 10, windowSeconds: HOUR_SECONDS };

/** Counts an urgent delivery beyond the other limits. Returns false over its own. */
export function countUrgent(
  client: Db,
  { userId, channel }: { userId: string; channel: PersonChannel },
): Promise<boolean> {
  return isWithin(`notices-urgent:${channel}:${userId}`, URGENT, client);
}

/** Counts a delivery in its transaction. Returns false over a limit. */
export async function countSent(
  client: Db,
  {
    userId,
    channel,
    organizationId,
  }: { userId: string; channel: PersonChannel; organizationId: string },
): Promise<boolean> {
  return (
    (await isWithin(`notices:${channel}:${userId}`, PER_PERSON, client)) &&
    (await isWithin(`notices-org:${organizationId}`, PER_ORGANIZATION, client))
  );
}
