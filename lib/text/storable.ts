/**
 * PostgreSQL's text and jsonb refuse the null character and lone surrogates. Text from forms is
 * rejected, text from providers has them replaced by U+FFFD, and drafts keep them encoded.
 */

/** Returns true when PostgreSQL can store the text as it is. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

/** Replaces what PostgreSQL cannot store. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\ufffd");
}

const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const JSON_ESCAPE =
  /\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u(0000|d[89a-f][0-9a-f]{2})|[^])/gi;

/** Replaces the escapes in a JSON text that jsonb cannot store; surrogate pairs stay. */
export function storableJsonText(json: string): string {
  if (!UNSTORABLE_ESCAPE.test(json)) return json;
  return json.replace(
    JSON_ESCAPE,
    (escape: string, _high?: string, _low?: string, unstorable?: string) =>
      unstorable === undefined ? escape : "\\ufffd",
  );
}

/** Serializes a value for a jsonb parameter. */
export function storableJson(value: unknown): string {
  return storableJsonText(JSON.stringify(value) ?? "null");
}

/** Encodes the text without loss; `decodeStorable` reverses it. */
export function encodeStorable(text: string): string {
  return text.replace(
    /[\u0000\u001b]|\p{Cs}/gu,
    (character) => `\u001b${character.charCodeAt(0).toString(16)};`,
  );
}

export function decodeStorable(stored: string): string {
  return stored.replace(/\u001b([0-9a-f]{1,4});/g, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
