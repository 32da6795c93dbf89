/** Times as this API writes them: without fractions of a second. */
export function wireTime(at: Date | number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
}
