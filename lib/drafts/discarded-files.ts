import { type Queryable, sql } from "../db/sql";

const ASIDE = "discarded ";

/** Files of a discarded draft wait at a place that no form has, for as long as undo is offered: a day from now, however old they are. */
export async function setFilesAside(
  client: Queryable,
  userId: string,
  place: string,
): Promise<void> {
  await move(client, userId, place, ASIDE + place);
}

export async function bringFilesBack(
  client: Queryable,
  userId: string,
  place: string,
): Promise<void> {
  await move(client, userId, ASIDE + place, place);
}

/** The time goes with the move: `eraseOld` counts from it. */
async function move(client: Queryable, userId: string, from: string, to: string): Promise<void> {
  await sql(
    "UPDATE outgoing_file SET place = $3, settled_at = now() WHERE user_id = $1 AND place = $2 AND submission_id IS NULL",
    [userId, from, to],
    client,
  );
}
