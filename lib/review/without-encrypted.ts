import type { Json } from "../providers/contract";

const TEXT_KEYS: ReadonlySet<string> = new Set(["body", "message"]);

/** A provider's raw JSON without the texts of messages that it marks as encrypted: those are the customer's alone. */
export function withoutEncrypted(raw: Json): Json {
  if (Array.isArray(raw)) return raw.map(withoutEncrypted);
  if (raw === null || typeof raw !== "object") return raw;
  const hide = raw.encrypted === true;
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, hide && TEXT_KEYS.has(key) && typeof value === "string" ? "[encrypted]" : withoutEncrypted(value)]));
}
