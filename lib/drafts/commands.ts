import type { Viewer } from "../auth/types";
import { asBoolean, daysAgo, now } from "../db/expressions";
import { type Db, transaction } from "../db/kysely";
import { AppError } from "../errors";
import type { DraftKey } from "../files/draft-key";
import { filesAt } from "../files/queries";
import { newId } from "../ids";
import { bringFilesBack, setFilesAside } from "./discarded-files";
import { contentOf, stored } from "./draft-content";
import { draftOwnerFor } from "./draft-owner";
import { assertDraftRoom } from "./draft-quota";
import { DRAFT_COLUMNS, isDraft, nextVersion } from "./draft-rows";
import { isSubmitted } from "./is-submitted";
import { lockDraft } from "./lock-draft";
import type { SaveDraftInput } from "./schemas";
import type { DraftDiscarded, DraftRestored, DraftSaved } from "./types";

const WRITTEN = ["version", "updated_at as savedAt"] as const;

/**
 * Returns what another device saved after `version` instead of overwriting it. A sent form takes no
 * late saves. Throws not_found for a key that is not the viewer's.
 */
export async function saveDraft(viewer: Viewer, input: SaveDraftInput): Promise<DraftSaved> {
  const { draftKey, formKey } = input;
  return transaction(async (client): Promise<DraftSaved> => {
    const owner = await draftOwnerFor(viewer, draftKey, client);
    if (await isSent(client, viewer.userId, formKey)) return { state: "sent" };
    const text = stored(viewer, draftKey, owner, input.values);
    const inserted = await client
      .insertInto("draft")
      .values({
        id: newId(),
        user_id: viewer.userId,
        kind: draftKey.kind,
        target_id: draftKey.targetId,
        form_key: formKey,
        ...text,
      })
      .onConflict((conflict) => conflict.columns(["user_id", "kind", "target_id"]).doNothing())
      .returning(WRITTEN)
      .executeTakeFirst();
    if (inserted) {
      await assertDraftRoom(client, viewer.userId, text);
      return { state: "saved", ...inserted };
    }
    const existing = await lockDraft(client, viewer.userId, draftKey);
    const newer =
      existing?.open && existing.version !== input.version
        ? contentOf(viewer, draftKey, owner, existing)
        : null;
    if (newer && !isSame(newer.values, input.values)) return { state: "changed", newer };
    const updated = await client
      .updateTable("draft")
      .set({ form_key: formKey, ...text, ...nextVersion() })
      .where(isDraft(viewer.userId, draftKey))
      .returning(WRITTEN)
      .executeTakeFirst();
    if (!updated) throw new AppError("conflict");
    await assertDraftRoom(client, viewer.userId, text, existing);
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
    await client
      .updateTable("draft")
      .set({ discarded_at: now(), version: (eb) => eb("version", "+", 1) })
      .where(isDraft(viewer.userId, key))
      .where("discarded_at", "is", null)
      .execute();
    await setFilesAside(client, viewer.userId, key);
    return { state: "discarded" };
  });
}

export async function restoreDraft(viewer: Viewer, key: DraftKey): Promise<DraftRestored> {
  const content = await transaction(async (client) => {
    const owner = await draftOwnerFor(viewer, key, client);
    await bringFilesBack(client, viewer.userId, key);
    const row = await client
      .updateTable("draft")
      .set({ discarded_at: null, version: (eb) => eb("version", "+", 1) })
      .where(isDraft(viewer.userId, key))
      .where("discarded_at", ">", daysAgo(1))
      .returning(DRAFT_COLUMNS)
      .executeTakeFirst();
    return row
      ? { version: row.version, values: contentOf(viewer, key, owner, row)?.values ?? null }
      : { version: 0, values: null };
  });
  return { ...content, files: await filesAt(viewer, key) };
}

async function isSent(client: Db, userId: string, formKey: string): Promise<boolean> {
  const { sent } = await client
    .selectNoFrom(({ val }) => asBoolean(isSubmitted(val(userId), val(formKey))).as("sent"))
    .executeTakeFirstOrThrow();
  return sent;
}

function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
}
