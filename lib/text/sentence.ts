const ENDS = /[.!?…。！？｡؟۔।]["'”’»)\]]*$/u;

export function asSentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || ENDS.test(trimmed) ? trimmed : `${trimmed}.`;
}
