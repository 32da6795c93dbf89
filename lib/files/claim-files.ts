import { sql } from "kysely";

import { asBoolean, isAnyOf, now } from "../db/expressions";
import type { Db } from "../db/kysely";
import { message } from "../i18n/message";
import type { FileRules } from "../providers/forms/contract";
import type { DraftKey } from "./draft-key";
import { isOfDraft } from "./file-rows";
import { rulesProblem } from "./rules";
import { refusal } from "./upload-access";

export interface Claim {
  userId: string;
  draftKey: DraftKey;
  fileIds: readonly string[];
  submissionId: string;
  rules: FileRules | null;
}

/** After it throws `invalid` (field `attachments`), nothing may be committed. */
export async function claimFiles(
  client: Db,
  { userId, draftKey, fileIds, submissionId, rules }: Claim,
): Promise<void> {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return;
  const rows = await client
    .selectFrom("outgoing_file")
    .select([
      "filename",
      "size",
      "state",
      "organization_id",
      "draft_kind",
      "draft_target_id",
      "discarded_at",
    ])
    .where((eb) => isAnyOf(eb.ref("id"), ids))
    .where("user_id", "=", userId)
    .where("submission_id", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  if (rows.length < ids.length) throw refusal(message("fileRefusal.gone"));
  const unfinished = rows.find((row) => row.state !== "ready");
  if (unfinished)
    throw refusal(message("fileRefusal.unfinished", { name: { words: unfinished.filename } }));
  const submission = await client
    .selectFrom("submission")
    .select(["organization_id", "kind"])
    .where("id", "=", submissionId)
    .executeTakeFirst();
  // Discarded files count too: another window may have discarded the draft.
  const foreign = rows.find(
    (row) =>
      row.draft_kind !== draftKey.kind ||
      row.draft_target_id !== draftKey.targetId ||
      row.organization_id !== submission?.organization_id,
  );
  if (foreign) throw refusal(message("fileRefusal.foreign", { name: { words: foreign.filename } }));
  if (!rules) throw refusal(message("fileRefusal.notHere"));
  const problem = rulesProblem(
    rules,
    rows.map((row) => row.size),
  );
  if (problem) throw refusal(problem);
  await client
    .updateTable("outgoing_file as f")
    .from(
      sql<{ id: string; position: number }>`unnest(${ids}::text[]) WITH ORDINALITY`.as<"claimed">(
        sql`claimed(id, position)`,
      ),
    )
    .set({
      submission_id: submissionId,
      organization_id: submission?.organization_id,
      position: (eb) => eb.ref("claimed.position"),
      state: "waiting",
      reason: null,
      discarded_at: null,
      settled_at: null,
    })
    .whereRef("f.id", "=", "claimed.id")
    .execute();
  await dropBrokenOff(client, userId, draftKey, [
    ...new Set(rows.map((row) => row.discarded_at !== null)),
  ]);
}

/** Except files at the provider. */
export async function releaseFiles(
  client: Db,
  submissionId: string,
  { kind, targetId }: DraftKey,
): Promise<void> {
  await client
    .updateTable("outgoing_file")
    .set({
      submission_id: null,
      draft_kind: kind,
      draft_target_id: targetId,
      discarded_at: null,
      state: "ready",
      reason: null,
      settled_at: now(),
    })
    .where("submission_id", "=", submissionId)
    .where("state", "not in", ["uploaded", "confirmed"])
    .where("erased_at", "is", null)
    .execute();
}

/** `eraseOld` deletes them. */
async function dropBrokenOff(
  client: Db,
  userId: string,
  key: DraftKey,
  discarded: readonly boolean[],
): Promise<void> {
  await client
    .updateTable("outgoing_file")
    .set({ draft_kind: null, draft_target_id: "" })
    .where(isOfDraft(userId, key))
    .where((eb) => isAnyOf(asBoolean(eb("discarded_at", "is not", null)), discarded))
    .where("state", "=", "receiving")
    .execute();
}
