import type { Viewer } from "../auth/types";
import { now } from "../db/expressions";
import { db } from "../db/kysely";
import { type DraftKey, formatDraftKey } from "../files/draft-key";
import { filesAt } from "../files/queries";
import { contentOf } from "./draft-content";
import { draftOwnerFor } from "./draft-owner";
import { DRAFT_COLUMNS, type DraftRow, isDraft } from "./draft-rows";
import { isSubmitted } from "./is-submitted";
import type { DraftStatusView, DraftView } from "./types";

/** Throws not_found for a key that is not the viewer's. */
export async function loadDraft(viewer: Viewer, key: DraftKey): Promise<DraftView | null> {
  const { draft, files } = await draftStatus(viewer, key);
  return draft && { ...draft, draftKey: formatDraftKey(key), files };
}

/** Files can exist without text. Throws not_found. */
export async function draftStatus(viewer: Viewer, key: DraftKey): Promise<DraftStatusView> {
  const owner = await draftOwnerFor(viewer, key);
  const [row, files] = await Promise.all([readDraft(viewer, key), filesAt(viewer, key)]);
  return {
    draftKey: formatDraftKey(key),
    draft: row.id === null ? null : contentOf(viewer, key, owner, row as DraftRow),
    files,
    asOf: row.asOf.getTime(),
  };
}

/** One row in any case, for the time. */
function readDraft(viewer: Viewer, key: DraftKey) {
  return db()
    .selectFrom(db().selectNoFrom(now().as("asOf")).as("clock"))
    .leftJoin("draft", (join) =>
      join
        .on(isDraft(viewer.userId, key))
        .on("draft.discarded_at", "is", null)
        .on(({ not, ref }) => not(isSubmitted(ref("draft.user_id"), ref("draft.form_key")))),
    )
    .select(["clock.asOf", "draft.id", ...DRAFT_COLUMNS])
    .executeTakeFirstOrThrow();
}
