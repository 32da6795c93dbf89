import { type Queryable, sql } from "../db/sql";
import type { DraftRow } from "./draft-content";
import { submittedForms } from "./submitted-form-query";

/** The row at a person's place, held for this transaction. It is open unless it was thrown away, or is what a form that was sent has left behind. */
export async function lockDraft(
  client: Queryable,
  userId: string,
  place: string,
): Promise<(DraftRow & { open: boolean }) | undefined> {
  const [row] = await sql<DraftRow & { open: boolean }>(
    `SELECT form_key, values, sealed, version, updated_at, discarded_at, discarded_at IS NULL AND NOT EXISTS (${submittedForms("draft.user_id", "draft.form_key")}) AS open
       FROM draft WHERE user_id = $1 AND place = $2 FOR UPDATE`,
    [userId, place],
    client,
  );
  return row;
}
