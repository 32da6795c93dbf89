const ESCAPE =
  /\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u(0000|d[89a-f][0-9a-f]{2})|[^])/gi;
const MAY_HOLD = /\\u(?:0000|d[89a-f])/i;

/**
 * The JSON text without what PostgreSQL's text and jsonb refuse: the null character and lone surrogates
 * become U+FFFD. Done once where answers come in, so that what is stored, compared and shown is the same.
 */
export function storableAnswer(json: string): string {
  if (!MAY_HOLD.test(json)) return json;
  return json.replace(
    ESCAPE,
    (escape: string, _high?: string, _low?: string, unstorable?: string) =>
      unstorable === undefined ? escape : "\\ufffd",
  );
}
