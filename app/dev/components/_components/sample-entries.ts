/** Lists a table whose type asks for every state. */
export function sampleEntries<Key extends string, Value>(
  table: Readonly<Record<Key, Value>>,
): [Key, Value][] {
  return Object.entries(table) as [Key, Value][];
}
