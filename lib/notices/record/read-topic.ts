import type { Db } from "../../db/kysely";
import type { NoticeTopic } from "../types";

/** Marks what an organization's members were told as read: it is settled, and no mail goes any more. */
export async function readTopic(
  client: Db,
  organizationId: string,
  topic: NoticeTopic,
): Promise<void> {
  await client
    .updateTable("notification")
    .set({ unread_since: null })
    .where("user_id", "in", (eb) =>
      eb
        .selectFrom("membership as m")
        .where("m.organization_id", "=", organizationId)
        .select("m.user_id"),
    )
    .where("topic", "=", topic)
    .where("unread_since", "is not", null)
    .execute();
}
