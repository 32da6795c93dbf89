import { type RawBuilder, sql } from "kysely";
import { jsonArrayFrom, jsonObjectFrom } from "kysely/helpers/postgres";

import type { Viewer } from "../auth/types";
import { compileOnce, type Placeholders } from "../db/compile-once";
import { now } from "../db/expressions";
import { db } from "../db/kysely";
import { AppError } from "../errors";
import { type DraftKey, formatDraftKey } from "../files/draft-key";
import { draftFiles, fileView } from "../files/file-rows";
import { contentOf } from "./draft-content";
import { type DraftOwner, type OwnDraft, ownDraft, ownDraftOwner } from "./draft-owner";
import { DRAFT_COLUMNS, type DraftRow, isDraft } from "./draft-rows";
import { isSubmitted } from "./is-submitted";
import type { DraftStatusView, DraftView } from "./types";

/** Throws not_found for a key that is not the viewer's. */
export async function loadDraft(viewer: Viewer, key: DraftKey): Promise<DraftView | null> {
  const { draft, files } = await draftStatus(viewer, key);
  return draft && { ...draft, draftKey: formatDraftKey(key), files };
}

/**
 * Files can exist without text. Throws not_found. Staff who see as a customer find nothing: what is
 * not sent is the customer's alone.
 */
export async function draftStatus(viewer: Viewer, key: DraftKey): Promise<DraftStatusView> {
  const [row] = await statusOf[key.kind](ownDraft(viewer, key.targetId));
  if (!row || (key.kind !== "new_ticket" && row.owner === null)) throw new AppError("not_found");
  if (viewer.seenBy)
    return { draftKey: formatDraftKey(key), draft: null, files: [], asOf: row.asOf.getTime() };
  return {
    draftKey: formatDraftKey(key),
    draft: row.id === null ? null : contentOf(viewer, key, row.owner, row as DraftRow),
    files: row.files.map(fileView),
    asOf: row.asOf.getTime(),
  };
}

/** Pages with a form wait for these. One row in any case, for the time. */
const statusOf = {
  new_ticket: statusQuery("new_ticket"),
  resubmission: statusQuery("resubmission"),
  follow_up: statusQuery("follow_up"),
  reply: statusQuery("reply"),
};

function statusQuery(kind: DraftKey["kind"]) {
  return compileOnce((of: Placeholders<OwnDraft>) => {
    const key = { kind, targetId: of.targetId };
    return db()
      .selectFrom(db().selectNoFrom(now().as("asOf")).as("clock"))
      .leftJoin("draft", (join) =>
        join
          .on(isDraft(of.userId, key))
          .on("draft.discarded_at", "is", null)
          .on(({ not, ref }) => not(isSubmitted(ref("draft.user_id"), ref("draft.form_key")))),
      )
      .select(["clock.asOf", "draft.id", ...DRAFT_COLUMNS])
      .select([
        jsonArrayFrom(draftFiles(of.userId, key)).as("files"),
        ownerOf(kind, of).as("owner"),
      ]);
  });
}

function ownerOf(
  kind: DraftKey["kind"],
  of: Placeholders<OwnDraft>,
): RawBuilder<DraftOwner | null> {
  return kind === "new_ticket" ? sql`null` : jsonObjectFrom(ownDraftOwner(db(), kind, of));
}
