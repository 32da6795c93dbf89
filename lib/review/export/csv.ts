import type { Language } from "../../i18n/languages";

/** The separators that spreadsheets of each language expect. */
const SEPARATORS: Readonly<Record<Language, string>> = { en: ",", sv: ";" };

/** Tells spreadsheets that the text is UTF-8. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** A text that some spreadsheet runs as a formula, or that begins like a guarded cell. */
const NEEDS_GUARD = /^(?:['\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u;

/** Also for the separators of other languages, and spaces that programs trim. */
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/u;

/** Without its first apostrophe, a cell that begins with one is exactly the source. */
const guarded = (text: string) => (NEEDS_GUARD.test(text) ? `'${text}` : text);

function toCell(text: string): string {
  const safe = guarded(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Returns a line by RFC 4180 in which no cell is a formula. */
export function csvLine(language: Language, cells: readonly string[]): string {
  return `${cells.map(toCell).join(SEPARATORS[language])}\r\n`;
}
