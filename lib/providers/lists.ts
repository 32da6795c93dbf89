import type { z } from "zod";

import type { Json } from "./contract";

/** The items of one list that could be read. */
export interface Listed<T> {
  items: T[];
  /** The JSON of each item, in the same order. */
  raws: Json[];
  /** Items without a usable identity. They are left out; nothing may be concluded from their absence. */
  leftOut: number;
}

/** The values of a list, or of a map (PHP sends a list with gaps as one); undefined for anything else. */
function valuesOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value) : undefined;
}

/**
 * Reads each item by itself, so that one that can't be read costs no other. Undefined when the value
 * is no list: also for a map of which no value is an item, such as an error document.
 */
export function readList<T extends z.ZodType>(
  value: unknown,
  schema: T,
): Listed<z.output<T>> | undefined {
  const values = valuesOf(value);
  if (!values) return undefined;
  const listed: Listed<z.output<T>> = { items: [], raws: [], leftOut: 0 };
  for (const raw of values) {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      listed.leftOut += 1;
      continue;
    }
    listed.items.push(parsed.data);
    listed.raws.push(raw as Json);
  }
  const isMap = !Array.isArray(value);
  return isMap && values.length > 0 && listed.items.length === 0 ? undefined : listed;
}

/** The texts of a list or a map; none for anything else. */
export function readTexts(value: unknown): string[] {
  return (valuesOf(value) ?? []).filter((item) => typeof item === "string");
}
