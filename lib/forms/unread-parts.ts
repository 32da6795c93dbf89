import { VALUE_SEPARATOR } from "./value-separator";

const MAX_SHOWN = 60;

type Values = Readonly<Record<string, unknown>>;

const textsOf = (value: unknown): string[] =>
  [value].flat().flatMap((one) => (typeof one === "string" ? [one.trim()] : []));

/** Texts may be cut or written otherwise; those of a choice are read as they are. */
function isRead(name: string, text: string, read: Values): boolean {
  const value = read[name];
  if (Array.isArray(value)) return value.includes(text);
  return name === "sort" ? value === text : value !== undefined;
}

/**
 * The parts of an address that a page's filters left out, as `name=value`. Filters of several values
 * are arrays in `read`; `others` are names that the page reads elsewhere.
 */
export function unreadParts(
  query: URLSearchParams,
  read: Values,
  names: readonly string[],
  others: readonly string[] = [],
): string[] {
  const parts = [...new Set(query.keys())].flatMap((name) => {
    if (others.includes(name)) return [];
    const isMultiple = Array.isArray(read[name]);
    const [first, ...more] = query.getAll(name);
    const given = isMultiple ? [first, ...more] : [first];
    const texts = textsOf(given).flatMap((one) =>
      isMultiple ? one.split(VALUE_SEPARATOR).map((value) => value.trim()) : [one],
    );
    return texts
      .filter((text) => text !== "" && !(names.includes(name) && isRead(name, text, read)))
      .map((text) => shortened(`${name}=${text}`));
  });
  return [...new Set(parts)];
}

const shortened = (part: string) =>
  part.length > MAX_SHOWN
    ? `${part.slice(0, MAX_SHOWN - 1).replace(/[\ud800-\udbff]$/, "")}…`
    : part;
