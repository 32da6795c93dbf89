const ID_MAX = 200;
const DIGITS = /^\s*\d{1,15}\s*$/;

/** PHP's empty values. */
function isEmptyValue(value: unknown): boolean {
  if (value === null || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Null: empty. Undefined: missing or no text. */
export function toText(value: unknown): string | null | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  return isEmptyValue(value) ? null : undefined;
}

/** Null unless short, well-formed, and without dots that walk up a path. */
export function usableId(text: string | null | undefined): string | null {
  return text && text.length <= ID_MAX && !/^\.{1,2}$|[\p{Cc}\p{Cs}]/u.test(text) ? text : null;
}

/** Also a number that JSON represents exactly. */
export function toId(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === "string" ? usableId(value) : null;
}

export function toNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  return typeof value === "string" && DIGITS.test(value) ? Number(value) : null;
}

const NO: ReadonlySet<unknown> = new Set([undefined, 0, "", "0", "false", "no", "off"]);

export function toFlag(value: unknown): boolean {
  return (
    !isEmptyValue(value) && !NO.has(typeof value === "string" ? value.trim().toLowerCase() : value)
  );
}

/** Null unless it fits a database integer. */
export function toCount(value: number | null | undefined): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31
    ? value
    : null;
}

const ISO =
  /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?))?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?\s*$/i;
// PostgreSQL and ISO texts have years of four digits.
const YEAR_10000 = Date.UTC(10_000, 0, 1);
/** Smaller numbers are seconds since 1970, others milliseconds. */
const MILLISECONDS_FROM = Date.UTC(2000, 0, 1);

function millisecondsOf(value: unknown): number {
  const unix = toNumber(value);
  if (unix !== null) return unix < MILLISECONDS_FROM ? unix * 1_000 : unix;
  const [, day, time = "00:00", zone = "Z"] =
    ISO.exec(typeof value === "string" ? value : "") ?? [];
  if (!day) return Number.NaN;
  const offset = /^[+-]/.test(zone)
    ? `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`
    : "Z";
  return Date.parse(`${day}T${time.replace(",", ".")}${offset}`);
}

/** ISO (UTC by default) or unix time; null outside 1970 to 9999. */
export function toDate(value: unknown): Date | null {
  const milliseconds = millisecondsOf(value);
  return milliseconds > 0 && milliseconds < YEAR_10000 ? new Date(milliseconds) : null;
}
