import fc from "fast-check";

import type { Json } from "@/lib/providers/contract";

import { ENUM_FIELDS, type JsonPath, pathsOf, replaceAt, valueAt } from "./json-paths";
import { anyUnits, unknownName, unknownWord, wrongValue } from "./wrong-values";

/** An answer of the server with wrong answers. */
export interface MutatedAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Only undocumented fields and enum values were added, which must not be an error. */
  harmless: boolean;
}

type Change = (value: Json) => Json;

function wrongChanges(paths: readonly JsonPath[]): fc.Arbitrary<Change> {
  return fc.tuple(fc.constantFrom(...paths), wrongValue).map(
    ([path, replacement]) =>
      (value) =>
        replaceAt(value, path, () => replacement) ?? null,
  );
}

/** Changes that a tolerant reader ignores. */
function harmlessChanges(example: Json, paths: readonly JsonPath[]): fc.Arbitrary<Change> {
  const objects = paths.filter((path) => {
    const found = valueAt(example, path);
    return typeof found === "object" && found !== null && !Array.isArray(found);
  });
  const words = paths.filter(
    (path) => ENUM_FIELDS.has(String(path.at(-1))) && typeof valueAt(example, path) === "string",
  );
  const added =
    objects.length === 0
      ? []
      : [
          fc
            .tuple(
              fc.constantFrom(...objects),
              unknownName,
              fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
            )
            .map(
              ([path, name, more]): Change =>
                (value) =>
                  replaceAt(value, path, (old) =>
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
          fc.tuple(fc.constantFrom(...words), unknownWord).map(
            ([path, word]): Change =>
              (value) =>
                replaceAt(value, path, () => word) ?? null,
          ),
        ];
  return fc.oneof(
    ...added,
    ...renamed,
    fc.constant<Change>((value) => value),
  );
}

const MARK = "\uffff-here";

/** The example as text, with one value nested many levels deep. */
function nested(example: Json, paths: readonly JsonPath[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...paths),
      fc.constantFrom(40, 80, 120, 120, 3_000, 20_000),
      fc.boolean(),
    )
    .map(([path, levels, lists]) => {
      const text = JSON.stringify(replaceAt(example, path, () => MARK) ?? null);
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
    anyUnits,
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

/** Answers to a call instead of the example: mostly successes with something wrong, some refusals. */
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
