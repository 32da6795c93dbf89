import fc from "fast-check";

import type { Json } from "@/lib/providers/contract";

/** Any UTF-16 code units, half surrogate pairs among them. */
export const anyUnits = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units));

const wrongText = fc.oneof(
  { weight: 4, arbitrary: anyUnits },
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

export const wrongValue: fc.Arbitrary<Json | undefined> = fc.oneof(
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

export const unknownName = fc.constantFrom(
  "brandNew",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "",
  "Ω",
  "x-internal",
);
export const unknownWord = fc.constantFrom(
  "escalated",
  "p1",
  "quantum",
  "__proto__",
  "constructor",
  "needs-more",
  "ÅÄÖ",
);
