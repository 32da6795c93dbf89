import type { FormField } from "../providers/forms/contract";

export type SentField = Pick<FormField, "name" | "kind" | "visibleWhen">;

/** Lists and texts are typed, choices are not. */
const CHOSEN: ReadonlySet<FormField["kind"]> = new Set(["select"]);

/** A reply as the fields of a form. */
export const REPLY_FIELDS: readonly SentField[] = [{ name: "message", kind: "textarea" }];

/** Whether a draft has words that what was sent does not have. A text that was sent in full, and went on, loses nothing. */
export function hasUnsentText(
  draft: Record<string, string>,
  sent: Record<string, string>,
  fields: readonly SentField[],
): boolean {
  return fields.some(({ name, kind, visibleWhen }) => {
    const asked = !visibleWhen || draft[visibleWhen.field] === visibleWhen.value;
    return asked && !CHOSEN.has(kind) && !plain(sent[name]).includes(plain(draft[name]));
  });
}

function plain(text = ""): string {
  return text.replace(/\r\n?/g, "\n").trim();
}
