import { ACCOUNT } from "@/lib/drafts/schemas";
import type { FormValues } from "@/lib/forms/form-values";

/** Compares two forms; a missing field equals an empty one. */
export function sameValues(one: FormValues, other: FormValues): boolean {
  return [...Object.keys(one), ...Object.keys(other)].every(
    (name) => (one[name] ?? "") === (other[name] ?? ""),
  );
}

/** Returns whether no field except the account has text. */
export function isBlank(values: FormValues): boolean {
  return Object.entries(values).every(([name, text]) => name === ACCOUNT || text.trim() === "");
}
