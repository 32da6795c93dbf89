import type { Viewer } from "../auth/types";
import { type Queryable, sql, transaction } from "../db/sql";
import { AppError } from "../errors";
import type { DraftKey } from "../files/draft-key";
import { filesAt } from "../files/queries";
import { newId } from "../ids";
import { bringFilesBack, setFilesAside } from "./discarded-files";
import { contentOf, type DraftRow, stored } from "./draft-content";
import { draftOwnerFor } from "./draft-owner";
import { assertDraftRoom } from "./draft-quota";
import { lockDraft } from "./lock-draft";
import type { SaveDraftInput } from "./schemas";
import { submittedForms } from "./submitted-form-query";
import type { DraftDiscarded, DraftRestored, DraftSaved } from "./types";

type Written = Pick<Extract<DraftSaved, { state: "saved" }>, "version" | "savedAt">;

const WRITTEN = `RETURNING version, updated_at AS "savedAt"`;
const IS_DRAFT = "user_id = $1 AND kind = $2 AND target_id = $3";

/**
 * Returns what another device saved after `version` instead of overwriting it. A sent form takes no
 * late saves. Throws not_found for a key that is not the viewer's.
 */
export async function saveDraft(viewer: Viewer, input: SaveDraftInput): Promise<DraftSaved> {
  const { draftKey, formKey } = input;
  return transaction(async (client): Promise<DraftSaved> => {
    const owner = await draftOwnerFor(viewer, draftKey, client);
    if (await isSent(client, viewer.userId, formKey)) return { state: "sent" };
    const { values, sealed } = stored(viewer, draftKey, owner, input.values);
    const row = [viewer.userId, draftKey.kind, draftKey.targetId, formKey, values, sealed];
    const [inserted] = await sql<Written>(
      `INSERT INTO draft (id, user_id, kind, target_id, form_key, values, sealed)
       VALUES ($7, $1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, kind, target_id) DO NOTHING
       ${WRITTEN}`,
      [...row, newId()],
      client,
    );
    if (inserted) {
      await assertDraftRoom(client, viewer.userId, { values, sealed });
      return { state: "saved", ...inserted };
    }
    const existing = await lockDraft(client, viewer.userId, draftKey);
    const newer =
      existing?.open && existing.version !== input.version
        ? contentOf(viewer, draftKey, owner, existing)
        : null;
    if (newer && !isSame(newer.values, input.values)) return { state: "changed", newer };
    const [updated] = await sql<Written>(
      `UPDATE draft
          SET form_key = $4,
              values = $5,
              sealed = $6,
              version = version + 1,
              updated_at = now(),
              discarded_at = NULL
        WHERE ${IS_DRAFT}
        ${WRITTEN}`,
      row,
      client,
    );
    if (!updated) throw new AppError("conflict");
    await assertDraftRoom(client, viewer.userId, { values, sealed }, existing);
    return { state: "saved", ...updated };
  });
}

/** Can be undone for a day. Returns what another device saved after `version` instead. */
export async function discardDraft(
  viewer: Viewer,
  key: DraftKey,
  version?: number,
): Promise<DraftDiscarded> {
  return transaction(async (client): Promise<DraftDiscarded> => {
    const owner = await draftOwnerFor(viewer, key, client);
    const existing = await lockDraft(client, viewer.userId, key);
    const newer =
      existing?.open && version !== undefined && existing.version !== version
        ? contentOf(viewer, key, owner, existing)
        : null;
    if (newer) return { state: "changed", newer };
    await sql(
      `UPDATE draft
          SET discarded_at = now(),
              version = version + 1
        WHERE ${IS_DRAFT}
          AND discarded_at IS NULL`,
      [viewer.userId, key.kind, key.targetId],
      client,
    );
    await setFilesAside(client, viewer.userId, key);
    return { state: "discarded" };
  });
}

export async function restoreDraft(viewer: Viewer, key: DraftKey): Promise<DraftRestored> {
  const content = await transaction(async (client) => {
    const owner = await draftOwnerFor(viewer, key, client);
    await bringFilesBack(client, viewer.userId, key);
    const [row] = await sql<DraftRow>(
      `UPDATE draft
          SET discarded_at = NULL,
              version = version + 1
        WHERE ${IS_DRAFT}
          AND discarded_at > now() - interval '1 day'
        RETURNING form_key, values, sealed, version, updated_at, discarded_at`,
      [viewer.userId, key.kind, key.targetId],
      client,
    );
    return row
      ? { version: row.version, values: contentOf(viewer, key, owner, row)?.values ?? null }
      : { version: 0, values: null };
  });
  return { ...content, files: await filesAt(viewer, key) };
}

async function isSent(client: Queryable, userId: string, formKey: string): Promise<boolean> {
  const [sent] = await sql(submittedForms("$1", "$2"), [userId, formKey], client);
  return sent !== undefined;
}

function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
}
