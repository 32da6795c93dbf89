import { isDeepStrictEqual } from "node:util";

import type { RevisionView } from "@/lib/review/types";

export type Json = RevisionView["raw"];

interface ChangedPlace {
  /** Like a path in JavaScript: `messages[id=3].body`. */
  path: string;
}

export type JsonChange = ChangedPlace &
  (
    | { kind: "added"; after: Json }
    | { kind: "removed"; before: Json }
    | { kind: "changed"; before: Json; after: Json }
    // The same items in another order.
    | { kind: "reordered" }
  );

type JsonObject = Readonly<Record<string, Json>>;

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Lists what differs between two values, in the order of the later one. */
export function jsonChanges(before: Json, after: Json, path = ""): JsonChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after)) return objectChanges(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return arrayChanges(before, after, path);
  return [{ kind: "changed", path, before, after }];
}

function objectChanges(before: JsonObject, after: JsonObject, path: string): JsonChange[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].flatMap((key): JsonChange[] => {
    const place =
      path + (/^[\w$]+$/.test(key) ? `${path && "."}${key}` : `[${JSON.stringify(key)}]`);
    const [old, now] = [before, after].map((of) => (Object.hasOwn(of, key) ? of[key] : undefined));
    if (now === undefined) return old === undefined ? [] : removed(place, old);
    return old === undefined ? added(place, now) : jsonChanges(old, now, place);
  });
}

const added = (path: string, after: Json): JsonChange[] => [{ kind: "added", path, after }];
const removed = (path: string, before: Json): JsonChange[] => [{ kind: "removed", path, before }];

interface Item {
  /** Its place in a path. */
  name: string;
  value: Json;
}

function arrayChanges(before: readonly Json[], after: readonly Json[], path: string): JsonChange[] {
  const key = identityOf(before, after);
  const [old, now] = key === null ? alignedItems(before, after) : namedItems(key, before, after);
  const place = ({ name }: Item) => `${path}[${name}]`;
  const changes = now.flatMap((item): JsonChange[] => {
    const known = old.find(({ name }) => name === item.name);
    return known
      ? jsonChanges(known.value, item.value, place(item))
      : added(place(item), item.value);
  });
  const names = new Set(now.map(({ name }) => name));
  changes.push(
    ...old.flatMap((item) => (names.has(item.name) ? [] : removed(place(item), item.value))),
  );
  return changes.length > 0 ? changes : [{ kind: "reordered", path }];
}

const IDENTITIES = ["id", "uuid", "key", "name"];

/** The key that tells the items of both lists apart; null: there is none. */
function identityOf(before: readonly Json[], after: readonly Json[]): string | null {
  const isIdentity = (key: string) =>
    [before, after].every((items) => {
      const values = items.map((item) => (isObject(item) ? item[key] : null));
      const areNames = values.every((one) => typeof one === "string" || typeof one === "number");
      return areNames && new Set(values).size === values.length;
    });
  return IDENTITIES.find(isIdentity) ?? null;
}

function namedItems(key: string, ...lists: [readonly Json[], readonly Json[]]): [Item[], Item[]] {
  const nameOf = (value: Json): Item => {
    const id = isObject(value) ? value[key] : null;
    return { name: `${key}=${String(id)}`, value };
  };
  return [lists[0].map(nameOf), lists[1].map(nameOf)];
}

/** Equal items at both ends keep their places; those between are compared one by one. */
function alignedItems(before: readonly Json[], after: readonly Json[]): [Item[], Item[]] {
  let tail = 0;
  const most = Math.min(before.length, after.length);
  while (tail < most && isDeepStrictEqual(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  // Counted from the end, as the number of items before may differ.
  const nameIn = (items: readonly Json[]) => (value: Json, index: number) => ({
    name: index < items.length - tail ? String(index) : `${index - items.length}`,
    value,
  });
  return [before.map(nameIn(before)), after.map(nameIn(after))];
}
