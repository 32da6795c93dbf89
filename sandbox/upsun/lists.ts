import { UpsunRefusal } from "./errors";

const DEFAULT_SIZE = 20;

/** The operators of `filter[field][operator]=value`; a bare `filter[field]=value` means equal. */
const OPERATORS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  ne: (value, wanted) => value !== wanted,
  in: (value, wanted) => wanted.split(",").includes(value),
  nin: (value, wanted) => !wanted.split(",").includes(value),
  contains: (value, wanted) => value.toLowerCase().includes(wanted.toLowerCase()),
  starts: (value, wanted) => value.startsWith(wanted),
  ends: (value, wanted) => value.endsWith(wanted),
  gt: (value, wanted) => value > wanted,
  gte: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  lte: (value, wanted) => value <= wanted,
  between: (value, wanted) => {
    const [from = "", to = ""] = wanted.split(",");
    return value >= from && value <= to;
  },
};

interface ListRules {
  filters: readonly string[];
  sorts: readonly string[];
}

/** Filters, sorts and pages a list as the organizations service does: cursors in `_links`, relative links. */
export function accountListPage<T extends { id: string } & Record<string, unknown>>(
  items: readonly T[],
  requestUrl: string,
  rules: ListRules,
  counted = true,
) {
  const url = new URL(requestUrl);
  const query = url.searchParams;
  const found = sorted(
    items.filter((item) => passes(item, query, rules)),
    query.get("sort"),
    rules,
  );
  const size = Number(query.get("page[size]") ?? DEFAULT_SIZE);
  const at = (name: string) => {
    const cursor = query.get(name);
    if (cursor === null) return undefined;
    const index = found.findIndex(({ id }) => id === Buffer.from(cursor, "base64url").toString());
    if (index === -1) throw new UpsunRefusal(400, `${name}: the cursor is not valid.`);
    return index;
  };
  const [after, before] = [at("page[after]"), at("page[before]")];
  const start =
    after !== undefined ? after + 1 : before !== undefined ? Math.max(0, before - size) : 0;
  const page = found.slice(start, start + size);
  const [first, last] = [page[0], page.at(-1)];
  return {
    ...(counted && { count: found.length }),
    items: page,
    _links: {
      self: { href: `${url.pathname}${url.search}` },
      ...(first && start > 0 && { previous: { href: hrefTo(url, "page[before]", first.id) } }),
      ...(last &&
        start + size < found.length && { next: { href: hrefTo(url, "page[after]", last.id) } }),
    },
  };
}

function hrefTo(from: URL, name: string, id: string): string {
  const url = new URL(from);
  url.searchParams.delete("page[after]");
  url.searchParams.delete("page[before]");
  url.searchParams.set(name, Buffer.from(id).toString("base64url"));
  return `${url.pathname}${url.search}`;
}

function passes(item: Record<string, unknown>, query: URLSearchParams, rules: ListRules): boolean {
  return [...query].every(([name, wanted]) => {
    const parts = /^filter\[(\w+)\](?:\[(\w+)\])?$/.exec(name);
    if (parts === null) return true;
    const [, field = "", operator = "eq"] = parts;
    const compare = OPERATORS[operator];
    if (!rules.filters.includes(field) || compare === undefined)
      throw new UpsunRefusal(400, `${name} is not a known filter.`);
    const value = item[field];
    return Array.isArray(value)
      ? value.some((one) => compare(String(one), wanted))
      : compare(String(value ?? ""), wanted);
  });
}

function sorted<T extends Record<string, unknown>>(
  items: T[],
  sort: string | null,
  rules: ListRules,
): T[] {
  if (sort === null) return items;
  const field = sort.replace(/^-/, "");
  if (!rules.sorts.includes(field))
    throw new UpsunRefusal(400, `sort: ${field} is not a sortable field.`);
  const direction = sort.startsWith("-") ? -1 : 1;
  return [...items].sort((a, b) => (String(a[field]) < String(b[field]) ? -direction : direction));
}
