/**
 * Merges the providers' priorities, most severe first. Each table is in ascending order; a word in
 * several gets its average rank.
 */
export function bySeverity(tables: ReadonlyArray<Readonly<Record<string, unknown>>>): string[] {
  const ranks = new Map<string, number[]>();
  for (const words of tables.map((table) => Object.keys(table))) {
    for (const [index, word] of words.entries()) {
      const rank = words.length > 1 ? index / (words.length - 1) : 0.5;
      ranks.set(word, [...(ranks.get(word) ?? []), rank]);
    }
  }
  const severity = (word: string) => {
    const values = ranks.get(word) ?? [];
    return values.reduce((sum, rank) => sum + rank, 0) / values.length;
  };
  return [...ranks.keys()].sort((one, other) => severity(other) - severity(one));
}
