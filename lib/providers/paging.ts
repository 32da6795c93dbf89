import { AppError } from "@/lib/errors";
import { message } from "@/lib/i18n/message";

import type { Listed } from "./schema-helpers";
import { toText } from "./values";

/** What was read is incomplete: the next page cannot be requested. */
export const UNCLEAR = Symbol("unclear");

export interface Page<T, C> {
  value: T;
  next: C | null | typeof UNCLEAR;
}

/** A longer list is endless. */
const PAGES_MAX = 100_000;

/** Throws provider_unreadable for a repeated or unclear next page. */
export async function* pages<T, C>(
  name: string,
  read: (cursor: C | null) => Promise<Page<T, C>>,
  from: C | null = null,
): AsyncGenerator<T, void, undefined> {
  const seen = new Set<string>();
  let cursor: C | null = from;
  do {
    const page: Page<T, C> = await read(cursor);
    yield page.value;
    if (page.next === UNCLEAR) {
      throw new AppError("provider_unreadable", {
        text: message("provider.lostPage", { name }),
      });
    }
    cursor = page.next;
    if (cursor === null) return;
    const key = JSON.stringify(cursor);
    if (seen.has(key) || seen.size >= PAGES_MAX) {
      throw new AppError("provider_unreadable", {
        text: message("provider.repeatedPage", { name }),
      });
    }
    seen.add(key);
  } while (cursor !== null);
}

export function nextCursor(value: unknown): string | null | typeof UNCLEAR {
  const text = toText(value);
  if (value === undefined || text === null || text === "") return null;
  return text ?? UNCLEAR;
}

/** `more`: there were others. */
export async function firstItems<T>(
  all: AsyncIterable<Pick<Listed<T>, "items">>,
  limit: number,
): Promise<{ items: T[]; more: boolean }> {
  const items: T[] = [];
  for await (const page of all) {
    items.push(...page.items);
    if (items.length > limit) return { items: items.slice(0, limit), more: true };
  }
  return { items, more: false };
}
