import type { Language } from "../i18n/languages";
import { type Message, message } from "../i18n/message";
import { formatNumber } from "./format-number";

const KB = 1_024;
const MB = 1_024 * KB;

const BYTES_PER_UNIT = { bytes: 1, kilobytes: KB, megabytes: MB };

interface Size {
  unit: keyof typeof BYTES_PER_UNIT;
  /** Rounded. */
  value: number;
  digits: number;
}

const UNIT_NAMES: Readonly<Record<Language, Readonly<Record<Size["unit"], string>>>> = {
  en: { bytes: "bytes", kilobytes: "KB", megabytes: "MB" },
  sv: { bytes: "byte", kilobytes: "kB", megabytes: "MB" },
};

function round(value: number, digits: number): number {
  const steps = 10 ** digits;
  return Math.round(value * steps) / steps;
}

function sizeOf(bytes: number, extraDigits: number): Size {
  if (bytes < KB) return { unit: "bytes", value: bytes, digits: 0 };
  const kilobytes = bytes / KB;
  if (kilobytes < 1_000)
    return { unit: "kilobytes", value: round(kilobytes, extraDigits), digits: extraDigits };
  const megabytes = bytes / MB;
  const digits = (megabytes < 10 ? 1 : 0) + extraDigits;
  return { unit: "megabytes", value: round(megabytes, digits), digits };
}

function nameOf({ unit, value }: Size, language: Language): string {
  return language === "en" && unit === "bytes" && value === 1 ? "byte" : UNIT_NAMES[language][unit];
}

function format(size: Size, language: Language): string {
  const { value, digits } = size;
  return `${formatNumber(value, language, { digits })} ${nameOf(size, language)}`;
}

function toMessage({ unit, value }: Size): Message {
  return message(`size.${unit}`, { size: value });
}

function distinctSizes(one: number, other: number): [Size, Size] {
  for (const digits of [0, 1, 2, 3]) {
    const sizes: [Size, Size] = [sizeOf(one, digits), sizeOf(other, digits)];
    if (sizes[0].unit !== sizes[1].unit || sizes[0].value !== sizes[1].value) return sizes;
  }
  return [
    { unit: "bytes", value: one, digits: 0 },
    { unit: "bytes", value: other, digits: 0 },
  ];
}

/** Multiples of 1,024, e.g. "14 KB". */
export function formatFileSize(bytes: number, language: Language): string {
  return format(sizeOf(bytes, 0), language);
}

/** As `formatFileSize`, for a text that is rendered later. */
export function fileSizeMessage(bytes: number): Message {
  return toMessage(sizeOf(bytes, 0));
}

/** With as many digits as it takes to differ. */
export function distinctSizeMessages(one: number, other: number): [Message, Message] {
  const [first, second] = distinctSizes(one, other);
  return [toMessage(first), toMessage(second)];
}

/** In the unit of the whole, rounded down: ["2", "10 MB"]. */
export function formatPartOfSize(
  part: number,
  whole: number,
  language: Language,
): [string, string] {
  const size = sizeOf(whole, 0);
  const steps = 10 ** size.digits;
  const value = Math.floor((part / BYTES_PER_UNIT[size.unit]) * steps) / steps;
  return [formatNumber(value, language, { digits: size.digits }), format(size, language)];
}

const TRAFFIC_UNITS = ["B", "kB", "MB", "GB"];

/** Multiples of 1,000, e.g. "1.5 kB". */
export function formatTraffic(bytes: number, language: Language): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < TRAFFIC_UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${formatNumber(value, language, { digits, useGrouping: false })} ${TRAFFIC_UNITS[unit]}`;
}
