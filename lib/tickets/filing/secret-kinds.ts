/** Kinds of fields in which people write freely. */
export const SECRET_KINDS: ReadonlySet<string> = new Set(["text", "textarea", "url"]);
