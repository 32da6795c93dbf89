import type { Viewer } from "../../auth/types";
import { now } from "../../db/expressions";
import type { ColumnChanges, Db } from "../../db/kysely";
import { AppError } from "../../errors";

/** Stores the proof that `assertProved` checks. Throws `unauthenticated` for an ended session. */
export async function markProved(
  client: Db,
  { userId, session }: Viewer,
  also: Pick<ColumnChanges<"session">, "second_factor_at" | "second_factor_by"> = {},
): Promise<void> {
  const proved = await client
    .updateTable("session")
    .from("user")
    .set({ proved_at: now(), ...also })
    .whereRef("user.id", "=", "session.user_id")
    .where("user.disabled_at", "is", null)
    .where("session.id", "=", session.id)
    .where("session.user_id", "=", userId)
    .where("session.revoked_at", "is", null)
    .returning("session.id")
    .executeTakeFirst();
  if (!proved) throw new AppError("unauthenticated");
}
