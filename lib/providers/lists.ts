import type { z } from "zod";

import type { Json } from "./contract";

export interface Listed<T> {
  items: T[];
  raws: Json[];
  /** Items without a usable id: their absence proves nothing. */
  leftOut: number;
}

/** PHP sends a list with gaps as a map. */
function valuesOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value) : undefined;
}

/** Skips unreadable items. Undefined for no list, such as an error document. */
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

export function readTexts(value: unknown): string[] {
  return (valuesOf(value) ?? []).filter((item) => typeof item === "string");
}
