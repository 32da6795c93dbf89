/**
 * What this process keeps for each key, made when it is first asked for. Of more than `most`, the one unused the longest is
 * forgotten: whatever must not be lost is in the database.
 */
export function keptByKey<T>(most = 1_000): (key: string, make: () => T) => T {
  const all = new Map<string, T>();
  return (key, make) => {
    const value = all.get(key) ?? make();
    all.delete(key);
    all.set(key, value);
    const oldest = all.keys().next();
    if (all.size > most && !oldest.done) all.delete(oldest.value);
    return value;
  };
}
