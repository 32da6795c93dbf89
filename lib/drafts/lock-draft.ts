import { asBoolean } from "../db/expressions";
import type { Db } from "../db/kysely";
import type { DraftKey } from "../files/draft-key";
import { DRAFT_COLUMNS, isDraft } from "./draft-rows";
import { isSubmitted } from "./is-submitted";

/** `open` is false once it is discarded or sent. */
export function lockDraft(client: Db, userId: string, key: DraftKey) {
  return client
    .selectFrom("draft")
    .select(DRAFT_COLUMNS)
    .select(({ and, eb, not, ref }) =>
      asBoolean(
        and([
          eb("discarded_at", "is", null),
          not(isSubmitted(ref("draft.user_id"), ref("draft.form_key"))),
        ]),
      ).as("open"),
    )
    .where(isDraft(userId, key))
    .forUpdate()
    .executeTakeFirst();
}
