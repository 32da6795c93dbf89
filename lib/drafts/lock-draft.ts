import { type Queryable, sql } from "../db/sql";
import type { DraftKey } from "../files/draft-key";
import type { DraftRow } from "./draft-content";
import { submittedForms } from "./submitted-form-query";

export interface LockedDraft extends DraftRow {
  /** False once it is discarded or sent. */
  open: boolean;
}

export async function lockDraft(
  client: Queryable,
  userId: string,
  { kind, targetId }: DraftKey,
): Promise<LockedDraft | undefined> {
  const [row] = await sql<LockedDraft>(
    `SELECT form_key, values, sealed, version, updated_at, discarded_at,
            discarded_at IS NULL
              AND NOT EXISTS (${submittedForms("draft.user_id", "draft.form_key")}) AS open
       FROM draft
      WHERE user_id = $1
        AND kind = $2
        AND target_id = $3
        FOR UPDATE`,
    [userId, kind, targetId],
    client,
  );
  return row;
}
