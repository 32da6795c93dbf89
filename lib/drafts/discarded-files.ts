import { type Queryable, sql } from "../db/sql";
import type { DraftKey } from "../files/draft-key";

/** `eraseOld` deletes the files a day later; until then they can return. */
export async function setFilesAside(
  client: Queryable,
  userId: string,
  { kind, targetId }: DraftKey,
): Promise<void> {
  await sql(
    `UPDATE outgoing_file
        SET discarded_at = now()
      WHERE user_id = $1
        AND draft_kind = $2
        AND draft_target_id = $3
        AND submission_id IS NULL
        AND discarded_at IS NULL`,
    [userId, kind, targetId],
    client,
  );
}

export async function bringFilesBack(
  client: Queryable,
  userId: string,
  { kind, targetId }: DraftKey,
): Promise<void> {
  await sql(
    `UPDATE outgoing_file
        SET discarded_at = NULL,
            settled_at = now()
      WHERE user_id = $1
        AND draft_kind = $2
        AND draft_target_id = $3
        AND submission_id IS NULL
        AND discarded_at IS NOT NULL`,
    [userId, kind, targetId],
    client,
  );
}
