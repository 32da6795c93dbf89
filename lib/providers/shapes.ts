import { z } from "zod";
import type { Json } from "./contract";

/** Parts of provider answers that every provider's schema needs: tolerant where the documents are silent. */

/** A text that may be null or missing. */
export const maybeText = z.string().nullish();

const ID_MAX = 200;

/** The text if it can be an id, else null: ids are compared, indexed and put into addresses, so they are short, of whole characters, and no dots that walk up a path. */
export function usableId(text: string | null | undefined): string | null {
  return text && text.length <= ID_MAX && !/^\.{1,2}$|[\p{Cc}\p{Cs}]/u.test(text) ? text : null;
}

/** An id as text. */
export const textId = z.string().refine((text) => usableId(text) !== null);

/** A number given as a number or as digits, kept as text; for ids whose type differs between places. */
export const idText = z.union([textId, z.number().int().transform(String)]);

/** An id or number for people that may be null, missing or empty. */
export const maybeId = z.union([z.string(), z.number().transform(String)]).nullish();

/** A list that may be null or missing. */
export function maybeList<T extends z.ZodType>(item: T) {
  return z.array(item).nullish();
}

/** An ISO time as a Date; null when it is missing, no time, or one before there were tickets. The raw JSON keeps what it was. */
export function toDate(text: string | null | undefined): Date | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const date = new Date(text);
  return date.getTime() > 0 ? date : null;
}

/** A count as an integer that fits a database's; null for anything else. */
export function toCount(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : null;
}

export function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The JSON at a key of an object, or null. */
export function jsonAt(raw: Json, key: string): Json {
  return isRecord(raw) && Object.hasOwn(raw, key) ? (raw[key] ?? null) : null;
}

/** The items of a JSON list; none for anything else. */
export function jsonItems(raw: Json): Json[] {
  return Array.isArray(raw) ? raw : [];
}

/** An address that a link may lead to, parsed; null for anything else. */
export function webUrl(text: string | null | undefined): URL | null {
  if (!text || !/^\s*https?:/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** An address that a link may lead to, as it came, or null. */
export function webAddress(text: string | null | undefined): string | null {
  return webUrl(text) && (text ?? null);
}
