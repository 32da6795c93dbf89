import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { type DraftKey, formatDraftKey } from "../files/draft-key";
import { filesAt } from "../files/queries";
import { contentOf, type DraftRow } from "./draft-content";
import { draftOwnerFor } from "./draft-owner";
import { submittedForms } from "./submitted-form-query";
import type { DraftStatusView, DraftView } from "./types";

/** Throws not_found for a key that is not the viewer's. */
export async function loadDraft(viewer: Viewer, key: DraftKey): Promise<DraftView | null> {
  const { draft, files } = await draftStatus(viewer, key);
  return draft && { ...draft, draftKey: formatDraftKey(key), files };
}

/** Files can exist without text. Throws not_found. */
export async function draftStatus(viewer: Viewer, key: DraftKey): Promise<DraftStatusView> {
  const owner = await draftOwnerFor(viewer, key);
  const [[row], files] = await Promise.all([
    sql<Partial<DraftRow> & { as_of: Date; found: boolean }>(
      `SELECT now() AS as_of, d.id IS NOT NULL AS found,
              form_key, values, sealed, version, updated_at
         FROM (SELECT 1) AS always
         LEFT JOIN draft d
           ON user_id = $1
          AND kind = $2
          AND target_id = $3
          AND discarded_at IS NULL
          AND NOT EXISTS (${submittedForms("d.user_id", "d.form_key")})`,
      [viewer.userId, key.kind, key.targetId],
    ),
    filesAt(viewer, key),
  ]);
  return {
    draftKey: formatDraftKey(key),
    draft: row?.found ? contentOf(viewer, key, owner, row as DraftRow) : null,
    files,
    asOf: row?.as_of.getTime() ?? 0,
  };
}
