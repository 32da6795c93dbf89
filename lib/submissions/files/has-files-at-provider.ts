import { type Expression, expressionBuilder, type RawBuilder } from "kysely";

import { asBoolean } from "../../db/expressions";
import type { DB } from "../../db/table-types";

/** True if the provider may have files of the submission that no message carries yet. */
export function hasFilesAtProvider(submissionId: Expression<string>): RawBuilder<boolean> {
  const eb = expressionBuilder<DB>();
  const file = eb
    .selectFrom("outgoing_file as f")
    .where("f.submission_id", "=", submissionId)
    .where("f.state", "in", ["sending", "uploaded", "unsure"])
    .select(eb.lit(1).as("one"));
  return asBoolean(eb.exists(file));
}
