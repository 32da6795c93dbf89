import { SearchVector } from "../../lib/search/vector";

const VOCABULARY = 30_000;
const ZIPF = 1.05;
const SUBJECT_WORDS = 6;
const BODY_WORDS = 60;
const SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to va".split(" ");

/** Most frequent words come first. */
export const COMMON_RANK = 20;
export const RARE_RANK = 9_000;

export interface BenchText {
  subject: string;
  body: string;
  /** Of both, as a tsvector. */
  vector: string;
}

/** The word of a rank; frequent ones are shorter. */
export function wordOf(rank: number): string {
  let [word, left] = ["", rank + SYLLABLES.length];
  for (; left > 0; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length] ?? "";
  return word;
}

/** The same numbers, from 0 to 1, in each run. */
function drawnNumbers(): () => number {
  let state = 20_261_127;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Draws words by Zipf's law. */
function zipfWords(): () => string {
  const draw = drawnNumbers();
  let total = 0;
  const sums = Array.from({ length: VOCABULARY }, (_, rank) => (total += 1 / (rank + 1) ** ZIPF));
  return () => {
    const wanted = draw() * total;
    let [low, high] = [0, VOCABULARY - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return wordOf(low);
  };
}

export function benchTexts(count: number): BenchText[] {
  const word = zipfWords();
  const words = (length: number) => Array.from({ length }, word).join(" ");
  return Array.from({ length: count }, () => {
    const text = { subject: words(SUBJECT_WORDS), body: words(BODY_WORDS) };
    const vector = new SearchVector();
    vector.add(text.subject);
    vector.add(text.body);
    return { ...text, vector: vector.toString() };
  });
}
