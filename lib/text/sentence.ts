/** Sentence ends in the scripts that providers use. */
const ENDS = /[.!?…。！？｡؟۔।]["'”’»)\]]*$/u;

/** Adds a missing full stop. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || ENDS.test(trimmed) ? trimmed : `${trimmed}.`;
}
