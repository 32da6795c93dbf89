/** Marks that end a sentence, in the scripts in which providers answer. */
const ENDS = /[.!?…。！？｡؟۔।]["'”’»)\]]*$/u;

/** Adds the full stop that a provider's words may lack where another sentence follows. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || ENDS.test(trimmed) ? trimmed : `${trimmed}.`;
}
