import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { filesAt } from "../files/queries";
import { contentOf, type DraftRow } from "./draft-content";
import { ownDraftKey } from "./draft-owner";
import { submittedForms } from "./submitted-form-query";
import type { DraftStatusView, DraftView } from "./types";

/** What the viewer has typed into a form and not sent; null when there is nothing. Throws not_found for a place that is not theirs. */
export async function loadDraft(viewer: Viewer, place: string): Promise<DraftView | null> {
  const { draft, files } = await draftStatus(viewer, place);
  return draft && { ...draft, place, files };
}

/** The same with what stands there beside text. */
export async function draftStatus(viewer: Viewer, place: string): Promise<DraftStatusView> {
  const owner = await ownDraftKey(viewer, place);
  const [[row], files] = await Promise.all([
    sql<Partial<DraftRow> & { as_of: Date; found: boolean }>(
      `SELECT now() AS as_of, d.id IS NOT NULL AS found, form_key, values, sealed, version, updated_at
         FROM (SELECT 1) AS always LEFT JOIN draft d
           ON user_id = $1 AND place = $2 AND discarded_at IS NULL AND NOT EXISTS (${submittedForms("d.user_id", "d.form_key")})`,
      [viewer.userId, place],
    ),
    filesAt(viewer, place),
  ]);
  return {
    place,
    draft: row?.found ? contentOf(viewer, place, owner, row as DraftRow) : null,
    files,
    asOf: row?.as_of.getTime() ?? 0,
  };
}
