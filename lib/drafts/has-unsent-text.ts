import type { FormField } from "../providers/forms/contract";

export type SentField = Pick<FormField, "name" | "kind" | "visibleWhen">;

const CHOSEN: ReadonlySet<FormField["kind"]> = new Set(["select"]);

export const REPLY_FIELDS: readonly SentField[] = [{ name: "message", kind: "textarea" }];

/** True when the draft has text that the sent values do not contain. */
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
