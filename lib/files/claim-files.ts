import { type Queryable, sql } from "../db/sql";
import type { FileRules } from "../providers/forms/contract";
import type { DraftKey } from "./draft-key";
import type { OutgoingFileRow } from "./file-rows";
import { rulesProblem } from "./schemas";
import { refusal } from "./upload-access";

export interface Claim {
  userId: string;
  draftKey: DraftKey;
  fileIds: readonly string[];
  submissionId: string;
  rules: FileRules | null;
}

interface ClaimedRow extends OutgoingFileRow {
  organization_id: string;
  draft_kind: DraftKey["kind"] | null;
  draft_target_id: string;
  discarded_at: Date | null;
}

/** After it throws `invalid` (field `attachments`), nothing may be committed. */
export async function claimFiles(
  client: Queryable,
  { userId, draftKey, fileIds, submissionId, rules }: Claim,
): Promise<void> {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return;
  const rows = await sql<ClaimedRow>(
    `SELECT *
       FROM outgoing_file
      WHERE id = ANY($1)
        AND user_id = $2
        AND submission_id IS NULL
      ORDER BY id
        FOR UPDATE`,
    [ids, userId],
    client,
  );
  if (rows.length < ids.length) throw refusal("A file is no longer here. Attach it again.");
  const unfinished = rows.find((row) => row.state !== "ready");
  if (unfinished)
    throw refusal(`${unfinished.filename} is not uploaded yet. Wait for it, or remove it.`);
  const [submission] = await sql<{ organization_id: string; kind: string }>(
    "SELECT organization_id, kind FROM submission WHERE id = $1",
    [submissionId],
    client,
  );
  // Discarded files count too: another window may have discarded the draft.
  const foreign = rows.find(
    (row) =>
      row.draft_kind !== draftKey.kind ||
      row.draft_target_id !== draftKey.targetId ||
      row.organization_id !== submission?.organization_id,
  );
  if (foreign)
    throw refusal(
      `${foreign.filename} was attached to another form or for another organization. Remove it and attach it again.`,
    );
  if (!rules || (submission?.kind === "reply" && !rules.withReplies))
    throw refusal("The provider takes no files here. Remove them to send the rest.");
  const problem = rulesProblem(
    rules,
    rows.map((row) => row.size),
  );
  if (problem) throw refusal(problem);
  await sql(
    `UPDATE outgoing_file f
        SET submission_id = $1,
            organization_id = $2,
            position = claimed.position,
            state = 'waiting',
            reason = NULL,
            discarded_at = NULL,
            settled_at = NULL
       FROM unnest($3::text[]) WITH ORDINALITY AS claimed(id, position)
      WHERE f.id = claimed.id`,
    [submissionId, submission?.organization_id, ids],
    client,
  );
  await dropBrokenOff(client, userId, draftKey, [
    ...new Set(rows.map((row) => row.discarded_at !== null)),
  ]);
}

/** Except files at the provider. */
export async function releaseFiles(
  client: Queryable,
  submissionId: string,
  { kind, targetId }: DraftKey,
): Promise<void> {
  await sql(
    `UPDATE outgoing_file
        SET submission_id = NULL,
            draft_kind = $2,
            draft_target_id = $3,
            discarded_at = NULL,
            state = 'ready',
            reason = NULL,
            settled_at = now()
      WHERE submission_id = $1
        AND state NOT IN ('uploaded', 'confirmed')
        AND erased_at IS NULL`,
    [submissionId, kind, targetId],
    client,
  );
}

/** `eraseOld` deletes them. */
async function dropBrokenOff(
  client: Queryable,
  userId: string,
  { kind, targetId }: DraftKey,
  discarded: readonly boolean[],
): Promise<void> {
  await sql(
    `UPDATE outgoing_file
        SET draft_kind = NULL,
            draft_target_id = ''
      WHERE user_id = $1
        AND draft_kind = $2
        AND draft_target_id = $3
        AND (discarded_at IS NOT NULL) = ANY($4)
        AND submission_id IS NULL
        AND state = 'receiving'`,
    [userId, kind, targetId, discarded],
    client,
  );
}
