import { INTL_LOCALES, type Language } from "../i18n/languages";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Longer ones are written in the unit. */
const UNITS = [
  { unit: "day", ms: DAY_MS, from: 3 * DAY_MS, digits: 1 },
  { unit: "hour", ms: HOUR_MS, from: HOUR_MS, digits: 1 },
  { unit: "minute", ms: MINUTE_MS, from: MINUTE_MS, digits: 0 },
  { unit: "second", ms: 1_000, from: 0, digits: 0 },
] as const;

export type AverageUnit = (typeof UNITS)[number];

/** The unit in which a duration reads best. */
export function averageUnit(milliseconds: number): AverageUnit {
  return UNITS.find(({ from }) => milliseconds >= from) ?? UNITS[3];
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Formats a mean, rounded: "42 min", "3.8 hr", "4.2 days". */
export function formatAverage(
  milliseconds: number,
  language: Language,
  { unit, ms, digits } = averageUnit(milliseconds),
): string {
  const key = `${unit} ${language}`;
  let format = formatters.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language === "en" ? "en" : INTL_LOCALES[language], {
      style: "unit",
      unit,
      unitDisplay: "short",
      maximumFractionDigits: digits,
    });
    formatters.set(key, format);
  }
  return format.format(milliseconds / ms);
}
