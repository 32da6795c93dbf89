import { AppError } from "@/lib/errors";

export interface Page<T, C> {
  value: T;
  /** How to ask for the next page; null for the last one. */
  next: C | null;
}

/**
 * Page after page, asking for the next one only when it is wanted. Throws provider_unreadable when the provider names a page a
 * second time, which would never end. `read` gets `from`, or null for the first page.
 */
export async function* pages<T, C>(name: string, what: string, read: (cursor: C | null) => Promise<Page<T, C>>, from: C | null = null): AsyncGenerator<T, void, undefined> {
  const seen = new Set<string>();
  let cursor: C | null = from;
  do {
    const page: Page<T, C> = await read(cursor);
    yield page.value;
    cursor = page.next;
    if (cursor === null) return;
    const key = JSON.stringify(cursor);
    if (seen.has(key)) {
      throw new AppError("provider_unreadable", { message: `${name}'s list of ${what} leads back to a page that was already read.` });
    }
    seen.add(key);
  } while (cursor !== null);
}

/** The items of all pages, at most `limit` of them; `more` tells whether there were others. */
export async function firstItems<T>(all: AsyncIterable<T[]>, limit: number): Promise<{ items: T[]; more: boolean }> {
  const items: T[] = [];
  for await (const page of all) {
    items.push(...page);
    if (items.length > limit) return { items: items.slice(0, limit), more: true };
  }
  return { items, more: false };
}
