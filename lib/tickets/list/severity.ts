/**
 * Merges the providers' priorities, most severe first. Each table is in ascending order; a word in
 * several gets its average rank.
 */
export function bySeverity(tables: ReadonlyArray<Readonly<Record<string, string>>>): string[] {
  const places = new Map<string, number[]>();
  for (const words of tables.map((table) => Object.keys(table))) {
    for (const [index, word] of words.entries()) {
      const place = words.length > 1 ? index / (words.length - 1) : 0.5;
      places.set(word, [...(places.get(word) ?? []), place]);
    }
  }
  const severity = (word: string) => {
    const known = places.get(word) ?? [];
    return known.reduce((sum, place) => sum + place, 0) / known.length;
  };
  return [...places.keys()].sort((one, other) => severity(other) - severity(one));
}
