const ISOLATES = /[\u2066-\u2069]/gu;
const MARKED = /\u2068([^\u2066-\u2069]*)\u2069/u;

/**
 * Marks words of unknown language within a text: a provider's or a person's. The marks are Unicode
 * isolates, so that the words keep their own direction also where no markup is possible; `MarkedText`
 * shows them with `lang=""`. Cut words before they are marked.
 */
export function markForeign(words: string): string {
  const unmarked = words.replace(ISOLATES, "");
  return unmarked === "" ? "" : `\u2068${unmarked}\u2069`;
}

/** Splits a text at its marks: every second part holds marked words. */
export function splitMarked(text: string): string[] {
  return text.split(MARKED);
}
