const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** One character may carry any number of marks: with more code units than this it is left out. */
const MAX_UNITS_PER_CHARACTER = 32;

/**
 * Cuts a text for people after `max` characters as they count them, and ends it with an ellipsis then. Emoji, flags and letters
 * with their marks stay whole.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  // The segmenter's time grows with the whole text, so it is given only what can be kept.
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

/** Cuts a text that is stored or sent to at most `maxUnits` UTF-16 code units, as limits of fields count, between characters. */
export function shortenToUnits(text: string, maxUnits: number): string {
  if (text.length <= maxUnits) return text;
  const head = segmenter.segment(text.slice(0, maxUnits + MAX_UNITS_PER_CHARACTER));
  return text.slice(0, head.containing(maxUnits)?.index ?? maxUnits).trimEnd();
}
