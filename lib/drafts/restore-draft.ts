import { type Queryable, sql } from "../db/sql";
import { newId } from "../text/id";
import { contentOf, stored } from "./draft-content";
import { draftOwner } from "./draft-owner";
import { lockDraft } from "./lock-draft";

/** A form that was not sent after all, by somebody else's decision. */
export interface RestoredText {
  userId: string;
  place: string;
  formKey: string;
  /** By field name; a reply has `message`, and `encrypted` as "true" or "". */
  values: Record<string, string>;
}

/**
 * Puts what somebody wrote back in their sight, as their draft at its place, in the transaction that takes it from where it was. What
 * they have begun there since stays: the message is added below it. Sealed if either of the two is to be encrypted.
 */
export async function restoreTextToDraft(
  client: Queryable,
  { userId, place, formKey, values }: RestoredText,
): Promise<void> {
  const person = { userId };
  const owner = await draftOwner(client, place);
  const write = async (key: string, content: Record<string, string>): Promise<boolean> => {
    const { values: plain, sealed } = stored(person, place, owner, content);
    const rows = await sql(
      `INSERT INTO draft (id, user_id, place, form_key, values, sealed) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (user_id, place) DO ${standing ? "UPDATE SET form_key = $4, values = $5, sealed = $6, version = draft.version + 1, updated_at = now(), discarded_at = NULL" : "NOTHING"} RETURNING id`,
      [newId(), userId, place, key, plain, sealed],
      client,
    );
    return rows.length > 0;
  };
  let standing = await lockDraft(client, userId, place);
  if (!standing && (await write(formKey, values))) return;
  // Somebody may have begun one at this moment.
  standing ??= await lockDraft(client, userId, place);
  const begun = standing?.open ? contentOf(person, place, owner, standing) : null;
  await write(begun?.formKey ?? formKey, begun ? together(begun.values, values) : values);
}

function together(
  begun: Record<string, string>,
  returned: Record<string, string>,
): Record<string, string> {
  const filled = Object.fromEntries(Object.entries(begun).filter(([, text]) => text.trim() !== ""));
  const message = [begun.message ?? "", returned.message ?? ""].filter(
    (text) => text.trim() !== "",
  );
  const [first = "", second = ""] = message;
  return {
    ...returned,
    ...filled,
    message: first.includes(second) ? first : `${first}\n\n${second}`,
  };
}
