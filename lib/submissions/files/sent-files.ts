import { db } from "../../db/kysely";

/** Returns the ids of the files that a form was sent with; null for a form that can be sent. */
export async function sentFileIds(userId: string, formKey: string): Promise<string[] | null> {
  const rows = await db()
    .selectFrom("submission as s")
    .leftJoin("outgoing_file as f", "f.submission_id", "s.id")
    .select("f.id")
    .where("s.user_id", "=", userId)
    .where("s.form_key", "=", formKey)
    .where("s.state", "not in", ["rejected", "abandoned"])
    .orderBy("f.position")
    .execute();
  return rows.length > 0 ? rows.flatMap(({ id }) => id ?? []) : null;
}
