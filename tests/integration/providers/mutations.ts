import fc from "fast-check";

import type { Json } from "@/lib/providers/contract";

/** An answer as it leaves the wrong server. */
export interface MutatedAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Only fields and words that the document does not know were added: no reason for an error. */
  harmless: boolean;
}

type Path = Array<string | number>;

/** Fields whose values are words of a closed list, which the other side may make longer. */
const WORDS = new Set([
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

function pathsOf(value: Json, path: Path = []): Path[] {
  if (Array.isArray(value))
    return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (value === null || typeof value !== "object") return [path];
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>(
    (inner, step) =>
      inner === null || typeof inner !== "object"
        ? null
        : ((inner as Record<string | number, Json>)[step] ?? null),
    value,
  );
}

/** A copy with one place changed; `undefined` takes it away. */
function changed(
  value: Json,
  [step, ...rest]: Path,
  replacement: (old: Json) => Json | undefined,
): Json | undefined {
  if (step === undefined) return replacement(value);
  if (Array.isArray(value))
    return value.flatMap((item, index): Json[] =>
      [index === step ? changed(item, rest, replacement) : item].filter(
        (made) => made !== undefined,
      ),
    );
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): Array<[string, Json]> => {
      const made = key === step ? changed(item, rest, replacement) : item;
      return made === undefined ? [] : [[key, made]];
    }),
  );
}

/** Any sixteen bits after any other, so half surrogate pairs too. */
const anyText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));

const wrongText = fc.oneof(
  { weight: 4, arbitrary: anyText },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "",
      " ",
      "\ud800",
      "\udfff\ud800",
      "a\u0000b",
      "\u0000",
      "\u202e",
      "__proto__",
      "constructor",
      "toString",
      "escalated",
      "<script>alert(1)</script>",
      "<!--",
      "&#0;&#xD800;",
      "..",
      "../x",
      "%00",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "9999-99-99T00:00:00Z",
      "0000-00-00",
      "9999-12-31T23:59:59Z",
      "-1",
      "1e400",
      "javascript:alert(1)",
      "https://evil.example/",
      "//evil.example/x",
      "?page=2",
      "/tickets?page=-1&page=2",
      "cursor",
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("x", "a-", "<b>", "\ud83d", "/a ", " ")
      .map((part) => part.repeat(20_000)),
  },
);

const wrong: fc.Arbitrary<Json | undefined> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -1, 7, 2 ** 31, 2 ** 53, 1e300, 0.5) },
  { weight: 4, arbitrary: wrongText },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>([], {}, [null], [[]], { toString: 1, valueOf: 1 }, [
      { toString: null },
    ]),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json> },
);

const newName = fc.constantFrom(
  "brandNew",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "",
  "Ω",
  "x-internal",
);
const newWord = fc.constantFrom(
  "escalated",
  "p1",
  "quantum",
  "__proto__",
  "constructor",
  "needs-more",
  "ÅÄÖ",
);

type Change = (value: Json) => Json;

function wrongChanges(paths: readonly Path[]): fc.Arbitrary<Change> {
  return fc.tuple(fc.constantFrom(...paths), wrong).map(
    ([path, replacement]) =>
      (value) =>
        changed(value, path, () => replacement) ?? null,
  );
}

/** Changes that a tolerant reader does not even notice. */
function harmlessChanges(example: Json, paths: readonly Path[]): fc.Arbitrary<Change> {
  const objects = paths.filter((path) => {
    const found = at(example, path);
    return typeof found === "object" && found !== null && !Array.isArray(found);
  });
  const words = paths.filter(
    (path) => WORDS.has(String(path.at(-1))) && typeof at(example, path) === "string",
  );
  const added =
    objects.length === 0
      ? []
      : [
          fc
            .tuple(
              fc.constantFrom(...objects),
              newName,
              fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
            )
            .map(
              ([path, name, more]): Change =>
                (value) =>
                  changed(value, path, (old) =>
                    Object.fromEntries([
                      ...Object.entries(old as object),
                      ...(Object.hasOwn(old as object, name) ? [] : [[name, more]]),
                    ]),
                  ) ?? null,
            ),
        ];
  const renamed =
    words.length === 0
      ? []
      : [
          fc.tuple(fc.constantFrom(...words), newWord).map(
            ([path, word]): Change =>
              (value) =>
                changed(value, path, () => word) ?? null,
          ),
        ];
  return fc.oneof(
    ...added,
    ...renamed,
    fc.constant<Change>((value) => value),
  );
}

const MARK = "\uffff-here";

/** The text of the example with one place nested so many levels deep. */
function nested(example: Json, paths: readonly Path[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...paths),
      fc.constantFrom(40, 80, 120, 120, 3_000, 20_000),
      fc.boolean(),
    )
    .map(([path, levels, lists]) => {
      const text = JSON.stringify(changed(example, path, () => MARK) ?? null);
      return text.replace(JSON.stringify(MARK), () =>
        lists
          ? `${"[".repeat(levels)}${"]".repeat(levels)}`
          : `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`,
      );
    });
}

function notJson(example: Json): fc.Arbitrary<string> {
  const text = JSON.stringify(example);
  return fc.oneof(
    fc.constantFrom(
      "",
      " ",
      "null",
      "true",
      "7",
      '"text"',
      "[]",
      "{}",
      "[null]",
      "NaN",
      "\u0000",
      "<!doctype html><title>Maintenance</title>",
      `\ufeff${text}`,
      `${text}}`,
      `${text}\n\n`,
      `)]}',\n${text}`,
      text.replaceAll('"', "'"),
    ),
    fc.nat({ max: Math.max(1, text.length - 1) }).map((length) => text.slice(0, length)),
    anyText,
  );
}

const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    "retry-after": fc.constantFrom(
      "5",
      "-1",
      "99999999999999999999",
      "Thu, 01 Jan 1970 00:00:00 GMT",
      "Fri, 31 Dec 9999 23:59:59 GMT",
      "soon",
      "",
    ),
    "x-ratelimit-reset": fc.constantFrom(
      "2026-04-27T12:34:56.000Z",
      "9999-12-31T23:59:59Z",
      "1700000000",
      "30",
      "9".repeat(400),
      "never",
    ),
    "x-ratelimit-remaining": fc.constantFrom("0", "-5", "1e9", "many"),
    "www-authenticate": fc.constantFrom(
      'Bearer error="insufficient_scope", scope="read:support"',
      "a-".repeat(4_000),
      "Basic",
    ),
    "x-request-id": fc.constantFrom("req_1", "x".repeat(5_000), ""),
    "content-type": fc.constantFrom("text/html", "application/problem+json", "nonsense"),
    date: fc.constantFrom("Mon, 27 Apr 2026 12:00:00 GMT", "yesterday"),
  },
  { requiredKeys: [] },
);

const refusals: Json[] = [
  {
    type: "about:blank",
    title: "Validation failed",
    status: 400,
    detail: "The request body failed validation.",
    code: "invalid_request",
    instance: "/x",
    requestId: "req_1",
    timestamp: "2026-04-27T12:34:56.000Z",
    errors: [
      { pointer: "/subject", detail: "is too long", code: "too_long" },
      { pointer: ["ccEmails", 0], detail: "/ccEmails/0: no", code: "x" },
    ],
    extensions: { requiredScope: "write:support", requiredScopes: ["read:vm"] },
  },
  { error: "invalid_grant", error_description: "The token was revoked." },
  { error: { code: "forbidden", message: "Not yours." } },
  { message: "/subject is required. /collaborator_ids/0: Invalid UUID", code: 400 },
  { code: 400, detail: { subject: ["is blank"], "a.b": "c" }, errors: ["One", "Two"] },
];

const STATUSES = [
  302, 304, 400, 401, 403, 404, 408, 409, 410, 413, 418, 422, 429, 500, 501, 502, 503, 504, 599,
];

const refusal: fc.Arbitrary<MutatedAnswer> = fc
  .tuple(
    fc.constantFrom(...STATUSES),
    oddHeaders,
    fc.oneof(
      fc
        .constantFrom(...refusals)
        .chain((body) =>
          fc
            .array(wrongChanges(pathsOf(body)), { maxLength: 3 })
            .map((changes) =>
              JSON.stringify(changes.reduce((value, change) => change(value), body)),
            ),
        ),
      fc.constantFrom(...refusals).chain((body) => nested(body, pathsOf(body))),
      fc.constantFrom("", "<html><h1>502 Bad Gateway</h1></html>", "null", "[1,2]", "{"),
    ),
  )
  .map(([status, headers, text]) => ({ status, headers, text, harmless: false }));

/** Answers to a call whose right answer would be the example: most of them successes with something wrong in them, some refusals. */
export function mutatedAnswers(example: Json, status: number): fc.Arbitrary<MutatedAnswer> {
  const paths = pathsOf(example);
  const success = (
    text: string,
    headers: Record<string, string> = {},
    harmless = false,
  ): MutatedAnswer => ({
    status,
    headers: { "content-type": "application/json", ...headers },
    text,
    harmless,
  });
  const changedBy = (changes: Change[]) =>
    JSON.stringify(changes.reduce((value, change) => change(value), example));
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .array(wrongChanges(paths), { minLength: 1, maxLength: 3 })
        .map((changes) => success(changedBy(changes))),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.array(harmlessChanges(example, paths), { maxLength: 3 }), oddHeaders)
        .map(([changes, headers]) => success(changedBy(changes), headers, true)),
    },
    { weight: 1, arbitrary: nested(example, paths).map((text) => success(text)) },
    { weight: 2, arbitrary: notJson(example).map((text) => success(text)) },
    { weight: 4, arbitrary: refusal },
  );
}
