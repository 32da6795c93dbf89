import { renderMessage, type Translate } from "../../../i18n/message";
import type { Json } from "../../../providers/contract";
import { sentValues } from "../../../providers/forms/check-fields";
import type { FilingFormDescription } from "../../../providers/forms/contract";
import type { FiledValue } from "../types";

/** Returns the values of a filed form that its provider does not return with the ticket. */
export function filedValues(
  t: Translate,
  form: Pick<FilingFormDescription, "fields"> | undefined,
  values: Json,
): FiledValue[] {
  if (!form || values === null || typeof values !== "object" || Array.isArray(values)) return [];
  const texts = Object.entries(values).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  const sent = sentValues(form, Object.fromEntries(texts));
  return form.fields.flatMap(({ name, label, isNotReturned }) => {
    const value = sent[name];
    return isNotReturned && value ? [{ name, label: renderMessage(t, { key: label }), value }] : [];
  });
}
