import { ACCOUNT } from "@/lib/drafts/account-field";
import type { FormValues } from "@/lib/forms/form-values";

/** A missing field equals an empty one. */
export function sameValues(one: FormValues, other: FormValues): boolean {
  return [...Object.keys(one), ...Object.keys(other)].every(
    (name) => (one[name] ?? "") === (other[name] ?? ""),
  );
}

export function isBlankForm(values: FormValues): boolean {
  return Object.entries(values).every(([name, text]) => name === ACCOUNT || text.trim() === "");
}
