import type { Draft } from "../use-draft";

/** Returns where unsaved text is kept, for the texts to select by. */
export function whereKept({ backedUp, values }: Draft): "browser" | "tab" | "page" {
  if (!backedUp) return "page";
  return values.encrypted === "true" ? "tab" : "browser";
}
