import type { Json } from "../../providers/contract";
import { isBlank } from "../../text/blank";

/** One detail of a service. */
export interface ServiceFact {
  label: string;
  value: string;
}

const CAPITALS = new Set([
  "cpu",
  "dns",
  "gb",
  "id",
  "ip",
  "kb",
  "mb",
  "os",
  "php",
  "ram",
  "ssl",
  "tb",
  "url",
  "vcpu",
]);

/** Formats a provider's key as a label: "diskUsedMb" and "disk_used_mb" as "Disk used MB". */
export function factLabel(key: string): string {
  const words = key
    .replace(/_/g, " ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
  const text = words.map((word) => (CAPITALS.has(word) ? word.toUpperCase() : word)).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns null for an empty value. */
export function factValue(value: Json): string | null {
  if (
    value === null ||
    (typeof value === "string" && isBlank(value)) ||
    (Array.isArray(value) && value.length === 0)
  )
    return null;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (Array.isArray(value)) return value.map((entry) => factValue(entry) ?? "–").join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Formats a service's details, without empty ones. A nested value's label has both names. */
export function serviceFacts(details: Record<string, Json>, parent = ""): ServiceFact[] {
  return Object.entries(details).flatMap(([name, value]) => {
    const key = parent === "" ? name : `${parent}_${name}`;
    if (value !== null && typeof value === "object" && !Array.isArray(value))
      return serviceFacts(value, key);
    const shown = factValue(value);
    return shown === null ? [] : [{ label: factLabel(key), value: shown }];
  });
}
