/** Stands for a pattern in the text that is being written. */
export type TextHole = (pattern: RegExp) => string;

const FIRST_MARK = 0xe000;

/**
 * Matches a text of the catalogs whose arguments are not all known:
 * `textPattern((hole) => t("tickets.page", { page: hole(/\d+/) }))`.
 */
export function textPattern(write: (hole: TextHole) => string): RegExp {
  const patterns: string[] = [];
  const text = write(({ source }) => String.fromCharCode(FIRST_MARK + patterns.push(source) - 1));
  return new RegExp(
    text
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      // The browser's text has ordinary spaces where a number has a non-breaking one.
      .replace(/\s+/g, "\\s+")
      .replace(/[\ue000-\uf8ff]/g, (mark) => `(?:${patterns[mark.charCodeAt(0) - FIRST_MARK]})`),
  );
}

/** The same for a text with nothing before or after it. */
export function wholeTextPattern(write: (hole: TextHole) => string): RegExp {
  return new RegExp(`^${textPattern(write).source}$`);
}
