/** A page's query as Next hands it over. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** One value for each name: the first, where an address repeats one. */
export async function singleValues(
  params: SearchParams,
): Promise<Record<string, string | undefined>> {
  const entries = Object.entries(await params);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
