// PostgreSQL refuses NUL and lone surrogates: forms reject, mirrors replace, drafts encode them.

export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\ufffd");
}

const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const JSON_ESCAPE =
  /\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|u(0000|d[89a-f][0-9a-f]{2})|[^])/gi;

export function storableJsonText(json: string): string {
  if (!UNSTORABLE_ESCAPE.test(json)) return json;
  return json.replace(
    JSON_ESCAPE,
    (escape: string, _high?: string, _low?: string, unstorable?: string) =>
      unstorable === undefined ? escape : "\\ufffd",
  );
}

export function storableJson(value: unknown): string {
  return storableJsonText(JSON.stringify(value) ?? "null");
}

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
