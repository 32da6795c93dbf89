import type { Viewer } from "../auth/types";
import { type Queryable, sql, transaction } from "../db/sql";
import { AppError } from "../errors";
import { filesAt } from "../files/queries";
import { newId } from "../text/id";
import { bringFilesBack, setFilesAside } from "./discarded-files";
import { contentOf, type DraftRow, stored } from "./draft-content";
import { ownDraftKey } from "./draft-owner";
import { assertDraftRoom } from "./draft-quota";
import { lockDraft } from "./lock-draft";
import type { SaveDraftInput } from "./schemas";
import { submittedForms } from "./submitted-form-query";
import type { DraftDiscarded, DraftRestored, DraftSaved } from "./types";

const WRITTEN = `RETURNING version, updated_at AS "savedAt"`;

type Written = Pick<Extract<DraftSaved, { state: "saved" }>, "version" | "savedAt">;

/**
 * Keeps what the viewer has typed at a place. What another device saved after `version` is never written over: it is handed back
 * instead. A form that has been sent takes no more drafts, so that none of its saves can come late. Throws not_found for a place
 * that is not the viewer's.
 */
export async function saveDraft(viewer: Viewer, input: SaveDraftInput): Promise<DraftSaved> {
  const { place, formKey } = input;
  return transaction(async (client): Promise<DraftSaved> => {
    const owner = await ownDraftKey(viewer, place, client);
    if (await isSent(client, viewer.userId, formKey)) return { state: "sent" };
    const { values, sealed } = stored(viewer, place, owner, input.values);
    const key = [viewer.userId, place, formKey, values, sealed];
    const [inserted] = await sql<Written>(
      `INSERT INTO draft (id, user_id, place, form_key, values, sealed) VALUES ($6, $1, $2, $3, $4, $5) ON CONFLICT (user_id, place) DO NOTHING ${WRITTEN}`,
      [...key, newId()],
      client,
    );
    if (inserted) {
      await assertDraftRoom(client, viewer.userId, { values, sealed });
      return { state: "saved", ...inserted };
    }
    const standing = await lockDraft(client, viewer.userId, place);
    const content =
      standing?.open && standing.version !== input.version
        ? contentOf(viewer, place, owner, standing)
        : null;
    if (content && !isSame(content.values, input.values))
      return { state: "changed", newer: content };
    const [updated] = await sql<Written>(
      `UPDATE draft SET form_key = $3, values = $4, sealed = $5, version = version + 1, updated_at = now(), discarded_at = NULL WHERE user_id = $1 AND place = $2 ${WRITTEN}`,
      key,
      client,
    );
    if (!updated) throw new AppError("conflict");
    await assertDraftRoom(client, viewer.userId, { values, sealed }, standing);
    return { state: "saved", ...updated };
  });
}

/**
 * Throws a draft away, with its files. It can be restored for a day. What another device saved after `version` is not thrown away: it is
 * handed back instead. Without a version, whatever stands there goes.
 */
export async function discardDraft(
  viewer: Viewer,
  place: string,
  version?: number,
): Promise<DraftDiscarded> {
  return transaction(async (client): Promise<DraftDiscarded> => {
    const owner = await ownDraftKey(viewer, place, client);
    const standing = await lockDraft(client, viewer.userId, place);
    const newer =
      standing?.open && version !== undefined && standing.version !== version
        ? contentOf(viewer, place, owner, standing)
        : null;
    if (newer) return { state: "changed", newer };
    await sql(
      "UPDATE draft SET discarded_at = now(), version = version + 1 WHERE user_id = $1 AND place = $2 AND discarded_at IS NULL",
      [viewer.userId, place],
      client,
    );
    await setFilesAside(client, viewer.userId, place);
    return { state: "discarded" };
  });
}

/** Takes back a discarding of the last day. */
export async function restoreDraft(viewer: Viewer, place: string): Promise<DraftRestored> {
  const content = await transaction(async (client) => {
    const owner = await ownDraftKey(viewer, place, client);
    await bringFilesBack(client, viewer.userId, place);
    const [row] = await sql<DraftRow>(
      `UPDATE draft SET discarded_at = NULL, version = version + 1 WHERE user_id = $1 AND place = $2 AND discarded_at > now() - interval '1 day'
       RETURNING form_key, values, sealed, version, updated_at, discarded_at`,
      [viewer.userId, place],
      client,
    );
    return row
      ? { version: row.version, values: contentOf(viewer, place, owner, row)?.values ?? null }
      : { version: 0, values: null };
  });
  return { ...content, files: await filesAt(viewer, place) };
}

async function isSent(client: Queryable, userId: string, formKey: string): Promise<boolean> {
  const [sent] = await sql(submittedForms("$1", "$2"), [userId, formKey], client);
  return sent !== undefined;
}

function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
}
