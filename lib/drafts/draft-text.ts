/** What PostgreSQL's JSON cannot hold (null characters, halves of surrogate pairs), and the character that stands in for it. */
const UNSTORABLE = /[\u0000\u001b]|\p{Cs}/gu;
const STANDS_IN = /\u001b([0-9a-f]{1,4});/g;

/** Any text in a form that the database keeps; `restoredText` gives it back unchanged. A draft is kept whatever is in it. */
export function storableDraftText(text: string): string {
  return text.replace(UNSTORABLE, (character) => `\u001b${character.charCodeAt(0).toString(16)};`);
}

export function restoredText(stored: string): string {
  return stored.replace(STANDS_IN, (_whole, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
