const MAX_WORDS = 8;

/** `ILIKE` patterns, all of which must match: the parts of a name or an address. */
export function searchPatterns(q: string | undefined): string[] {
  const words = (q ?? "").normalize("NFC").split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  return words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&").replaceAll("\0", "")}%`);
}
