import fc from "fast-check";

import type { Json } from "@/lib/providers/contract";

type Path = Array<string | number>;
type Change = (value: Json) => Json;

/** Where fields are, but not the given identity or what leads to it. */
function pathsOf(value: Json, isKept: (path: Path) => boolean, path: Path = []): Path[] {
  const here = path.length === 0 || isKept(path) ? [] : [path];
  if (value === null || typeof value !== "object") return here;
  const entries: Array<[string | number, Json]> = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return [...here, ...entries.flatMap(([key, inner]) => pathsOf(inner, isKept, [...path, key]))];
}

/** Returns a copy with one value replaced; undefined removes it, a missing path changes nothing. */
function changed(
  value: Json,
  [step, ...rest]: Path,
  to: (old: Json) => Json | undefined,
): Json | undefined {
  if (step === undefined) return to(value);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).flatMap(([key, inner]): Array<[string, Json]> => {
    const made = key === String(step) ? changed(inner, rest, to) : inner;
    return made === undefined ? [] : [[key, made]];
  });
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

const OTHER_TYPES: readonly (Json | undefined)[] = [
  undefined,
  null,
  false,
  true,
  0,
  7,
  -1,
  80.5,
  2 ** 40,
  1e300,
  1_777_291_200,
  1_777_291_200_123,
  "",
  " ",
  "80",
  "text",
  [],
  {},
  [null],
  [[]],
  { error: "x" },
  { 0: "a", 5: 7 },
  "a\u0000b",
  "\ud800",
  "9999-12-31T23:59:59-01:00",
  "0000-00-00 00:00:00",
  "x".repeat(300),
  "__proto__",
  "..",
];

/** The list as a map, as PHP sends it; text as a number and the reverse. */
function otherType(value: Json): Json {
  if (Array.isArray(value))
    return Object.fromEntries(value.map((item, index) => [String(index * 2 + 1), item]));
  if (typeof value === "number") return String(value);
  if (typeof value === "string")
    return Number.isNaN(Date.parse(value)) ? value.length : Date.parse(value) / 1_000;
  return value;
}

/**
 * Copies of an answer in which some fields have another type. What `isKept` names stays: the identity
 * of what the answer is about, and the lists that hold it (which may become maps).
 */
export function oddAnswers(example: Json, isKept: (path: Path) => boolean): fc.Arbitrary<Json> {
  const paths = pathsOf(example, isKept);
  const lists = pathsOf(example, () => false).filter((path) => path.length === 1 && isKept(path));
  const replaced = fc
    .tuple(
      fc.constantFrom(...paths),
      fc.option(fc.constantFrom(...OTHER_TYPES), { nil: otherType }),
    )
    .map(
      ([path, to]): Change =>
        (value) =>
          changed(value, path, typeof to === "function" ? to : () => to) ?? null,
    );
  const asMap = fc.constantFrom<Path[]>(...(lists.length > 0 ? lists : [[]])).map(
    (path): Change =>
      (value) =>
        path.length === 0 ? value : (changed(value, path, otherType) ?? null),
  );
  const changes = fc.tuple(
    fc.array(replaced, { minLength: 1, maxLength: 6 }),
    fc.option(asMap, { freq: 4 }),
  );
  return changes.map(([fields, map]) =>
    [...fields, ...(map ? [map] : [])].reduce((value, change) => change(value), example),
  );
}
