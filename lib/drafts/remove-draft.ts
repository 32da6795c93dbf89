import { randomUUID } from "node:crypto";

import type { Viewer } from "../auth/types";
import { daysAgo, isAnyOf } from "../db/expressions";
import { type Db, db } from "../db/kysely";
import type { DraftKey } from "../files/draft-key";
import { contentOf } from "./draft-content";
import { draftOwnerFor } from "./draft-owner";
import { DRAFT_COLUMNS, isDraft } from "./draft-rows";
import { hasUnsentText, type SentField } from "./has-unsent-text";

export interface SentForm {
  draftKey: DraftKey;
  formKey: string;
  values: Record<string, string>;
  fields: readonly SentField[];
}

/** Keeps text that another device added and that was not sent, under a new form key. */
export async function removeDraft(
  client: Db,
  viewer: Viewer,
  { draftKey, formKey, values, fields }: SentForm,
): Promise<void> {
  const row = await client
    .selectFrom("draft")
    .select(DRAFT_COLUMNS)
    .where(isDraft(viewer.userId, draftKey))
    .where("form_key", "=", formKey)
    .where("discarded_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  const content =
    row && contentOf(viewer, draftKey, await draftOwnerFor(viewer, draftKey, client), row);
  if (content && hasUnsentText(content.values, values, fields))
    await client
      .updateTable("draft")
      .set({ form_key: randomUUID(), version: (eb) => eb("version", "+", 1) })
      .where(isDraft(viewer.userId, draftKey))
      .where("form_key", "=", formKey)
      .execute();
  else
    await client
      .deleteFrom("draft")
      .where(isDraft(viewer.userId, draftKey))
      .where("form_key", "=", formKey)
      .execute();
}

const MAX_DISCARDED = 5_000;

export async function eraseDiscarded(): Promise<number> {
  const { numDeletedRows } = await db()
    .deleteFrom("draft")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("draft")
        .select("id")
        .where("discarded_at", "<", daysAgo(1))
        .limit(MAX_DISCARDED),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Leaves the files to `eraseOld`. Call it while the tickets and submissions still exist. */
export async function deleteDraftsOf(client: Db, targetIds: readonly string[]): Promise<void> {
  await client
    .deleteFrom("draft")
    .where((eb) => isAnyOf(eb.ref("target_id"), targetIds))
    .execute();
  await client
    .updateTable("outgoing_file")
    .set({ draft_kind: null, draft_target_id: "" })
    .where("submission_id", "is", null)
    .where((eb) => isAnyOf(eb.ref("draft_target_id"), targetIds))
    .execute();
}
