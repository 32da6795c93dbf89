import { z } from "zod";

import type { Json } from "./contract";
import { type Listed, readList, readTexts } from "./lists";
import { toDate, toFlag, toId, toNumber, toText } from "./values";

export type { Listed } from "./lists";
export { toCount, toDate, usableId } from "./values";

/**
 * Parts of every provider's schema. Only an identity and the container of a list are required: a
 * field of another type than documented reads as "not told", and the raw JSON keeps what came.
 */

/** Also a field that is missing. */
const anything = z.unknown().optional();

/** A text, or a number where a text is meant. Null: told to be empty. Undefined: not told. */
export const maybeText = anything.transform(toText);

/** An id that can be stored and put into an address; a number becomes text. Required. */
export const textId = anything.transform((value, context): string => {
  const id = toId(value);
  if (id !== null) return id;
  context.addIssue({ code: "custom", message: "no usable id" });
  return z.NEVER;
});

/** An id that may be missing; null for anything that can't be one. */
export const maybeId = anything.transform(toId);

/** A count or size, also one that is given as digits; null for anything else. */
export const maybeNumber = anything.transform(toNumber);

/** Yes or no. What is neither counts as yes: it guards what must not be shown by mistake. */
export const maybeFlag = anything.transform(toFlag);

/** A time as a Date, or null; see `toDate`. */
export const maybeTime = anything.transform(toDate);

/** The texts of a list or of a map's values; whatever else is in it is dropped. */
export const maybeTexts = anything.transform(readTexts);

/** A list whose items have an identity. A container that is not understood is an error, never an empty list. */
export function listOf<T extends z.ZodType>(item: T) {
  return anything.transform((value, context): Listed<z.output<T>> => {
    const listed = readList(value, item);
    if (listed) return listed;
    context.addIssue({ code: "custom", message: "no list" });
    return z.NEVER;
  });
}

/** The same inside of a larger answer. Undefined: not told, or not understood. Null is an empty list. */
export function maybeListOf<T extends z.ZodType>(item: T) {
  return anything.transform((value) => readList(value ?? (value === null ? [] : undefined), item));
}

export function isRecord(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
