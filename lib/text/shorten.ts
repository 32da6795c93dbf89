const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A character with more combining marks is dropped. */
const MAX_UNITS_PER_CHARACTER = 32;

export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  // The segmenter's time grows with the text.
  const head = text.slice(0, (max + 1) * MAX_UNITS_PER_CHARACTER);
  let end = 0;
  let count = 0;
  for (const { segment, index } of segmenter.segment(head)) {
    if (count === max || segment.length > MAX_UNITS_PER_CHARACTER) break;
    count += 1;
    end = index + segment.length;
  }
  return end === text.length ? text : `${text.slice(0, end).trimEnd()}…`;
}

export function shortenToUnits(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  const head = segmenter.segment(text.slice(0, maxUnits + MAX_UNITS_PER_CHARACTER));
  return text.slice(0, head.containing(maxUnits)?.index ?? maxUnits).trimEnd();
}
