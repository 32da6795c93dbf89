import { sql, type Queryable } from "../db/sql";

/** Lets go of a draft in the transaction that takes over what it held. */
export async function removeDraft(client: Queryable, userId: string, place: string): Promise<void> {
  await sql("DELETE FROM draft WHERE user_id = $1 AND place = $2", [userId, place], client);
}

/** Erases the drafts that were discarded more than a day ago; returns how many. */
export async function eraseDiscarded(): Promise<number> {
  return (await sql("DELETE FROM draft WHERE discarded_at < now() - interval '1 day' RETURNING id")).length;
}
