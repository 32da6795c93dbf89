import { type Expression, expressionBuilder, type SqlBool } from "kysely";

import type { DB } from "../db/table-types";

/** False for a submission that can be edited and sent again. */
export function isSubmitted(
  userId: Expression<string>,
  formKey: Expression<string>,
): Expression<SqlBool> {
  const eb = expressionBuilder<DB>();
  return eb.exists(
    eb
      .selectFrom("submission")
      .select(eb.lit(1).as("one"))
      .where("submission.user_id", "=", userId)
      .where("submission.form_key", "=", formKey)
      .where("submission.state", "not in", ["rejected", "abandoned"]),
  );
}
