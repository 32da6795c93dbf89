import type { Db } from "../db/kysely";
import type { DraftKey } from "../files/draft-key";
import { newId } from "../ids";
import { contentOf, stored } from "./draft-content";
import { draftOwner } from "./draft-owner";
import { nextVersion } from "./draft-rows";
import { lockDraft } from "./lock-draft";

/** A form withdrawn by someone other than its author. */
export interface RestoredText {
  userId: string;
  draftKey: DraftKey;
  formKey: string;
  /** By field name; a reply has `message`, and `encrypted` as "true" or "". */
  values: Record<string, string>;
}

/** A draft begun meanwhile stays, with the text below it; sealed if either is encrypted. */
export async function restoreTextToDraft(
  client: Db,
  { userId, draftKey, formKey, values }: RestoredText,
): Promise<void> {
  const author = { userId };
  const owner = await draftOwner(client, draftKey);
  const write = async (key: string, content: Record<string, string>): Promise<boolean> => {
    const written = await client
      .insertInto("draft")
      .values({
        id: newId(),
        user_id: userId,
        kind: draftKey.kind,
        target_id: draftKey.targetId,
        form_key: key,
        ...stored(author, draftKey, owner, content),
      })
      .onConflict((conflict) => {
        const other = conflict.columns(["user_id", "kind", "target_id"]);
        return existing
          ? other.doUpdateSet({
              form_key: ({ ref }) => ref("excluded.form_key"),
              values: ({ ref }) => ref("excluded.values"),
              sealed: ({ ref }) => ref("excluded.sealed"),
              ...nextVersion(),
            })
          : other.doNothing();
      })
      .returning("id")
      .execute();
    return written.length > 0;
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
