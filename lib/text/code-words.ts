const CODE = /^[a-z]+(?:_[a-z0-9]+)*$/;

/** Returns a code as words, "sent_to_platform" as "Sent to platform", and any other text as it is. */
export function codeWords(text: string): string {
  if (!CODE.test(text)) return text;
  return text.charAt(0).toUpperCase() + text.slice(1).replaceAll("_", " ");
}
