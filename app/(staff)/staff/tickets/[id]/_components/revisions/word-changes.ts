import { diffWordsWithSpace } from "diff";

export interface TextPart {
  text: string;
  kind: "same" | "added" | "removed";
}

/** A longer text with more changes than this is shown as a whole, before and after. */
const MAX_EDITS = 1_000;
const TIMEOUT_MS = 100;
/** For all texts of a page, as the process serves nothing else meanwhile. */
const MAX_TOTAL_MS = 300;
/** Characters of unchanged text that are kept on each side of a change. */
const MAX_CONTEXT = 120;

/** Compares texts by word, as long as all of them together do not take too long. */
export function wordComparison(): typeof wordChanges {
  let left = MAX_TOTAL_MS;
  return (before, after) => {
    const began = performance.now();
    const parts = wordChanges(before, after, Math.min(left, TIMEOUT_MS));
    left -= performance.now() - began;
    return parts;
  };
}

const MOMENT = /^\d{4}-\d\d-\d\d[T ][\d:.]+$/;
const SINGLE = /^\S+$/;
/** Equal digits of two times, numbers or ids mean nothing. */
const isOneValue = (text: string) => SINGLE.test(text) || MOMENT.test(text);

/** Compares by word. Without time, texts are shown as a whole. */
export function wordChanges(before: string, after: string, timeout = TIMEOUT_MS): TextPart[] {
  const options = { maxEditLength: MAX_EDITS, timeout };
  const isWhole = isOneValue(before) && isOneValue(after);
  const hasTime = timeout > 0 && !isWhole;
  const parts = hasTime ? diffWordsWithSpace(before, after, options) : undefined;
  if (!parts)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  return parts.map(({ value, added, removed }, index) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: added || removed ? value : shortened(value, index > 0, index < parts.length - 1),
  }));
}

/** Leaves out unchanged text that is far from any change. */
function shortened(text: string, hasBefore: boolean, hasAfter: boolean): string {
  const [start, end] = [hasBefore ? MAX_CONTEXT : 0, hasAfter ? MAX_CONTEXT : 0];
  if (text.length <= start + end + MAX_CONTEXT) return text;
  return `${[...text.slice(0, start)].join("")} … ${text.slice(text.length - end)}`;
}
