import { sql, type Queryable } from "../db/sql";

const ASIDE = "discarded ";

/** Files of a discarded draft wait at a place that no form has; like all files that nobody touches, they are erased there in time. */
export async function setFilesAside(client: Queryable, userId: string, place: string): Promise<void> {
  await move(client, userId, place, ASIDE + place);
}

export async function bringFilesBack(client: Queryable, userId: string, place: string): Promise<void> {
  await move(client, userId, ASIDE + place, place);
}

async function move(client: Queryable, userId: string, from: string, to: string): Promise<void> {
  await sql("UPDATE outgoing_file SET place = $3 WHERE user_id = $1 AND place = $2 AND submission_id IS NULL", [userId, from, to], client);
}
