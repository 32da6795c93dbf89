export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Returns one value per name: the first, if a name is repeated. */
export async function singleValues(
  params: SearchParams,
): Promise<Record<string, string | undefined>> {
  const entries = Object.entries(await params);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}

/** Keeps every value of a repeated name. */
export async function allValues(params: SearchParams): Promise<URLSearchParams> {
  const pairs = Object.entries(await params).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one]),
  );
  return new URLSearchParams(pairs);
}

/** Returns one value per name: the first, if a name is repeated. */
export function firstValues(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => [name, query.get(name) ?? ""]),
  );
}
