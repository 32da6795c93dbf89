/** A date or a time of day in the line above a quoted message. */
const DATED = /\d{4}|\d{1,2}[:.]\d\d/;
const ATTRIBUTIONS = [
  /^(?:On|Den|Am|Le) .+(?:wrote|skrev|schrieb|écrit)\b.*:\s*$/u,
  /^.+ skrev:\s*$/u,
];
const ORIGINAL_MESSAGE = /^-{3,} ?(?:Original Message|Ursprungligt meddelande) ?-{3,}\s*$/i;
const HEADS = [/^(?:From|Från): /u, /^(?:Sent|Date|Skickat|Datum): /u, /^(?:To|Till): /u];
const QUOTED = /^ {0,3}>/;

/** Longer lines are prose. */
const MAX_ATTRIBUTION = 300;

/** Mail programs wrap the line once. Returns how many lines it has. */
function attributionLength(lines: readonly string[], start: number): number {
  for (const length of [1, 2]) {
    const text = lines
      .slice(start, start + length)
      .join("")
      .replace(/\n(?=.)/g, " ");
    if (text.length > MAX_ATTRIBUTION) return 0;
    if (DATED.test(text) && ATTRIBUTIONS.some((pattern) => pattern.test(text.trimEnd())))
      return length;
  }
  return 0;
}

function isMailHead(lines: readonly string[], start: number): boolean {
  return HEADS.every((head, index) => head.test(lines[start + index] ?? ""));
}

/**
 * Returns the lines of the message that a mail program has quoted below the answer. Lines with ">"
 * end it; without them it goes on to the end.
 */
export function quoteAt(lines: readonly string[]): { start: number; end: number } | null {
  for (let start = 0; start < lines.length; start += 1) {
    const line = lines[start] ?? "";
    if (ORIGINAL_MESSAGE.test(line) || isMailHead(lines, start))
      return { start, end: lines.length };
    const length = attributionLength(lines, start);
    if (length === 0) continue;
    let first = start + length;
    while (first < lines.length && (lines[first] ?? "").trim() === "") first += 1;
    if (first === lines.length) return null;
    let end = first;
    while (end < lines.length && QUOTED.test(lines[end] ?? "")) end += 1;
    return { start, end: end > first ? end : lines.length };
  }
  return null;
}
