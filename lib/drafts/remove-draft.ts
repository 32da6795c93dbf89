import { randomUUID } from "node:crypto";

import type { Viewer } from "../auth/types";
import { type Queryable, sql } from "../db/sql";
import type { DraftKey } from "../files/draft-key";
import { contentOf, type DraftRow } from "./draft-content";
import { draftOwnerFor } from "./draft-owner";
import { hasUnsentText, type SentField } from "./has-unsent-text";

export interface SentForm {
  draftKey: DraftKey;
  formKey: string;
  values: Record<string, string>;
  fields: readonly SentField[];
}

const IS_OF_FORM = "user_id = $1 AND kind = $2 AND target_id = $3 AND form_key = $4";

/** Keeps text that another device added and that was not sent, under a new form key. */
export async function removeDraft(
  client: Queryable,
  viewer: Viewer,
  { draftKey, formKey, values, fields }: SentForm,
): Promise<void> {
  const ofForm = [viewer.userId, draftKey.kind, draftKey.targetId, formKey];
  const [row] = await sql<DraftRow>(
    `SELECT form_key, values, sealed, version, updated_at, discarded_at
       FROM draft
      WHERE ${IS_OF_FORM}
        AND discarded_at IS NULL
        FOR UPDATE`,
    ofForm,
    client,
  );
  const content =
    row && contentOf(viewer, draftKey, await draftOwnerFor(viewer, draftKey, client), row);
  if (content && hasUnsentText(content.values, values, fields))
    await sql(
      `UPDATE draft SET form_key = $5, version = version + 1 WHERE ${IS_OF_FORM}`,
      [...ofForm, randomUUID()],
      client,
    );
  else await sql(`DELETE FROM draft WHERE ${IS_OF_FORM}`, ofForm, client);
}

const MAX_DISCARDED = 5_000;

export async function eraseDiscarded(): Promise<number> {
  const deleted = await sql(
    `DELETE FROM draft
      WHERE id IN (SELECT id
                     FROM draft
                    WHERE discarded_at < now() - interval '1 day'
                    LIMIT ${MAX_DISCARDED})
      RETURNING id`,
  );
  return deleted.length;
}

/** Leaves the files to `eraseOld`. Call it while the tickets and submissions still exist. */
export async function deleteDraftsOf(
  client: Queryable,
  targetIds: readonly string[],
): Promise<void> {
  await sql("DELETE FROM draft WHERE target_id = ANY($1)", [targetIds], client);
  await sql(
    `UPDATE outgoing_file
        SET draft_kind = NULL,
            draft_target_id = ''
      WHERE submission_id IS NULL
        AND draft_target_id = ANY($1)`,
    [targetIds],
    client,
  );
}
