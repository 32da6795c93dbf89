import type { Db } from "../../db/kysely";
import type { NoticeTopic } from "../types";

/** Marks a topic as read for all members once it is settled, so that its mails are not sent. */
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
