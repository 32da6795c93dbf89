import { markForeign } from "@/lib/i18n/foreign-words";

/** Arguments of a text that names who did something. Null: no longer known. */
export const byName = (name: string | null) =>
  name === null ? { by: "other", name: "" } : { by: "named", name: markForeign(name) };
