import { type Queryable, sql } from "../db/sql";
import type { DraftKey } from "../files/draft-key";
import { newId } from "../ids";
import { contentOf, stored } from "./draft-content";
import { draftOwner } from "./draft-owner";
import { lockDraft } from "./lock-draft";

/** A form withdrawn by someone other than its author. */
export interface RestoredText {
  userId: string;
  draftKey: DraftKey;
  formKey: string;
  /** By field name; a reply has `message`, and `encrypted` as "true" or "". */
  values: Record<string, string>;
}

const REPLACE = `UPDATE SET form_key = $5,
                 values = $6,
                 sealed = $7,
                 version = draft.version + 1,
                 updated_at = now(),
                 discarded_at = NULL`;

/** A draft begun meanwhile stays, with the text below it; sealed if either is encrypted. */
export async function restoreTextToDraft(
  client: Queryable,
  { userId, draftKey, formKey, values }: RestoredText,
): Promise<void> {
  const author = { userId };
  const owner = await draftOwner(client, draftKey);
  const write = async (key: string, content: Record<string, string>): Promise<boolean> => {
    const { values: plain, sealed } = stored(author, draftKey, owner, content);
    const rows = await sql(
      `INSERT INTO draft (id, user_id, kind, target_id, form_key, values, sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (user_id, kind, target_id) DO ${existing ? REPLACE : "NOTHING"}
       RETURNING id`,
      [newId(), userId, draftKey.kind, draftKey.targetId, key, plain, sealed],
      client,
    );
    return rows.length > 0;
  };
  let existing = await lockDraft(client, userId, draftKey);
  if (!existing && (await write(formKey, values))) return;
  // The author may have begun one at this moment.
  existing ??= await lockDraft(client, userId, draftKey);
  const begun = existing?.open ? contentOf(author, draftKey, owner, existing) : null;
  await write(begun?.formKey ?? formKey, begun ? merged(begun.values, values) : values);
}

function merged(
  begun: Record<string, string>,
  restored: Record<string, string>,
): Record<string, string> {
  const filled = Object.fromEntries(Object.entries(begun).filter(([, text]) => text.trim() !== ""));
  const messages = [begun.message ?? "", restored.message ?? ""];
  const [first = "", second = ""] = messages.filter((text) => text.trim() !== "");
  return {
    ...restored,
    ...filled,
    message: first.includes(second) ? first : `${first}\n\n${second}`,
  };
}
