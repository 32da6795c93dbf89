import { z } from "zod";

import type { Json } from "./contract";
import { type Listed, readList, readTexts } from "./lists";
import { toDate, toFlag, toId, toNumber, toText } from "./values";

export type { Listed } from "./lists";
export { toCount, usableId } from "./values";

/** Tolerant: a field of an unexpected type reads as missing; the raw JSON keeps it. */

const anything = z.unknown().optional();

export const maybeText = anything.transform(toText);

/** A number becomes text. */
export const textId = anything.transform((value, context): string => {
  const id = toId(value);
  if (id !== null) return id;
  context.addIssue({ code: "custom", message: "no usable id" });
  return z.NEVER;
});

export const maybeId = anything.transform(toId);

export const maybeNumber = anything.transform(toNumber);

/** Unknown values count as true: flags guard what must not be shown. */
export const maybeFlag = anything.transform(toFlag);

export const maybeTime = anything.transform(toDate);

export const maybeTexts = anything.transform(readTexts);

/** An unreadable container is an error, never an empty list. */
export function listOf<T extends z.ZodType>(item: T) {
  return anything.transform((value, context): Listed<z.output<T>> => {
    const listed = readList(value, item);
    if (listed) return listed;
    context.addIssue({ code: "custom", message: "no list" });
    return z.NEVER;
  });
}

/** Undefined: missing or unreadable. Null is an empty list. */
export function maybeListOf<T extends z.ZodType>(item: T) {
  return anything.transform((value) => readList(value ?? (value === null ? [] : undefined), item));
}

export function isRecord(value: unknown): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null unless a link may lead there. */
export function webUrl(text: string | null | undefined): URL | null {
  if (!text || !/^\s*https?:/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

export function webAddress(text: string | null | undefined): string | null {
  return webUrl(text) && (text ?? null);
}
