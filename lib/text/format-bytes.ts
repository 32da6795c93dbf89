const KB = 1_024;
const MB = 1_024 * KB;

function formatNumber(value: number, digits: number, useGrouping = true): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: digits, useGrouping }).format(value);
}

function formatExactBytes(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${formatNumber(bytes, 0)} bytes`;
}

/** Multiples of 1,024, e.g. "14 KB". */
export function formatFileSize(bytes: number, extraDigits = 0): string {
  if (bytes < KB) return formatExactBytes(bytes);
  const kilobytes = Math.max(1, bytes / KB);
  if (kilobytes < 1_000) return `${formatNumber(kilobytes, extraDigits)} KB`;
  const megabytes = bytes / MB;
  return `${formatNumber(megabytes, (megabytes < 10 ? 1 : 0) + extraDigits)} MB`;
}

export function formatDistinctSizes(one: number, other: number): [string, string] {
  for (const digits of [0, 1, 2, 3]) {
    const texts: [string, string] = [formatFileSize(one, digits), formatFileSize(other, digits)];
    if (texts[0] !== texts[1]) return texts;
  }
  return [formatExactBytes(one), formatExactBytes(other)];
}

/** In the unit of the whole, rounded down: ["2", "10 MB"]. */
export function formatPartOfSize(part: number, whole: number): [string, string] {
  const size = formatFileSize(whole);
  const [unit, digits] = size.endsWith("MB")
    ? [MB, whole < 10 * MB ? 1 : 0]
    : size.endsWith("KB")
      ? [KB, 0]
      : [1, 0];
  const steps = 10 ** digits;
  return [formatNumber(Math.floor((part / unit) * steps) / steps, digits), size];
}

const TRAFFIC_UNITS = ["B", "kB", "MB", "GB"];

/** Multiples of 1,000, e.g. "1.5 kB". */
export function formatTraffic(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < TRAFFIC_UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${formatNumber(value, digits, false)} ${TRAFFIC_UNITS[unit]}`;
}
