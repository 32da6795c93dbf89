import type { Json } from "@/lib/providers/contract";

export type JsonPath = Array<string | number>;

/** Fields with values of a closed list, which the provider may extend. */
export const ENUM_FIELDS = new Set([
  "status",
  "priority",
  "sender",
  "type",
  "category",
  "environment",
  "ticket_sharing_status",
  "serviceStatus",
  "serviceType",
  "powerState",
  "plan",
  "vendor",
  "region",
  "token_type",
]);

export function pathsOf(value: Json, path: JsonPath = []): JsonPath[] {
  if (Array.isArray(value))
    return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (value === null || typeof value !== "object") return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

export function valueAt(value: Json, path: JsonPath): Json {
  return path.reduce<Json>(
    (inner, step) =>
      inner === null || typeof inner !== "object"
        ? null
        : ((inner as Record<string | number, Json>)[step] ?? null),
    value,
  );
}

/** Returns a copy with one value replaced; `undefined` removes it. */
export function replaceAt(
  value: Json,
  [step, ...rest]: JsonPath,
  replacement: (old: Json) => Json | undefined,
): Json | undefined {
  if (step === undefined) return replacement(value);
  if (Array.isArray(value))
    return value.flatMap((item, index): Json[] =>
      [index === step ? replaceAt(item, rest, replacement) : item].filter(
        (made) => made !== undefined,
      ),
    );
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): Array<[string, Json]> => {
      const made = key === step ? replaceAt(item, rest, replacement) : item;
      return made === undefined ? [] : [[key, made]];
    }),
  );
}
