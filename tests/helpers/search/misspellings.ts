interface Misspelling {
  word: string;
  typed: string;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const MANY_LETTERS = 9;
const FEW_LETTERS = 5;

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Each with one edit, every other long word with two. None is the beginning of a word. */
export function drawMisspellings(
  words: readonly string[],
  count: number,
  seed: number,
): Misspelling[] {
  const next = numbers(seed);
  const upTo = (limit: number) => Math.floor(next() * limit);
  const long = words.filter((word) => word.length >= FEW_LETTERS);
  const drawn: Misspelling[] = [];
  while (drawn.length < count) {
    const word = long[upTo(long.length)] ?? "";
    const hasTwo = word.length >= MANY_LETTERS && drawn.length % 2 === 1;
    let typed = edited(word, upTo);
    if (hasTwo) typed = edited(typed, upTo);
    if (!words.some((one) => one.startsWith(typed))) drawn.push({ word, typed });
  }
  return drawn;
}

function edited(word: string, upTo: (limit: number) => number): string {
  const at = upTo(word.length);
  const letter = LETTERS[upTo(LETTERS.length)] ?? "";
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  switch (upTo(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + word.slice(at);
    case 2:
      return before + letter + after;
    default:
      return before + after.slice(0, 1) + word.slice(at, at + 1) + after.slice(1);
  }
}
