import { type Expression, expressionBuilder, type Selectable, type SqlBool } from "kysely";

import { now } from "../db/expressions";
import type { ColumnChanges } from "../db/kysely";
import type { DB } from "../db/table-types";
import type { KeyValues } from "../files/file-rows";

export const DRAFT_COLUMNS = ["form_key", "values", "sealed", "version", "updated_at"] as const;

export type DraftRow = Pick<Selectable<DB["draft"]>, (typeof DRAFT_COLUMNS)[number]>;

export function isDraft(
  userId: string | Expression<string>,
  { kind, targetId }: KeyValues,
): Expression<SqlBool> {
  const eb = expressionBuilder<DB, "draft">();
  return eb.and([
    eb("draft.user_id", "=", userId),
    eb("draft.kind", "=", kind),
    eb("draft.target_id", "=", targetId),
  ]);
}

/** Columns that every change of a draft's text also sets. */
export function nextVersion() {
  const eb = expressionBuilder<DB, "draft">();
  return {
    version: eb("draft.version", "+", 1),
    updated_at: now(),
    discarded_at: null,
  } satisfies ColumnChanges<"draft">;
}
