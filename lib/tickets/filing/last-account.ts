import type { Viewer } from "../../auth/types";
import { db } from "../../db/kysely";

/** Returns the connection of the viewer's last new ticket, which they may no longer see. */
export async function lastFilingAccount(viewer: Viewer): Promise<string | undefined> {
  const last = await db()
    .selectFrom("submission")
    .select("connection_id as connectionId")
    .where("user_id", "=", viewer.userId)
    .where("kind", "=", "create")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.connectionId;
}
