import { now } from "../db/expressions";
import type { Db } from "../db/kysely";
import type { DraftKey } from "../files/draft-key";
import { isOfDraft } from "../files/file-rows";

/** `eraseOld` deletes the files a day later; until then they can return. */
export async function setFilesAside(client: Db, userId: string, key: DraftKey): Promise<void> {
  await client
    .updateTable("outgoing_file")
    .set({ discarded_at: now() })
    .where(isOfDraft(userId, key))
    .where("discarded_at", "is", null)
    .execute();
}

export async function bringFilesBack(client: Db, userId: string, key: DraftKey): Promise<void> {
  await client
    .updateTable("outgoing_file")
    .set({ discarded_at: null, settled_at: now() })
    .where(isOfDraft(userId, key))
    .where("discarded_at", "is not", null)
    .execute();
}
