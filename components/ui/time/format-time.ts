import { INTL_LOCALES, type Language } from "@/lib/i18n/languages";
import type { Translate } from "@/lib/i18n/message";

import { relativeTime } from "./durations";

export interface Locale {
  timeZone: string;
  language: Language;
}

const DAY_MS = 24 * 3_600_000;

const MAX_RELATIVE_AGE_MS = 7 * DAY_MS;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Cached: creating a formatter is far slower than using it. */
function dateFormatter(
  { timeZone, language }: Locale,
  options: Intl.DateTimeFormatOptions,
  name: string,
): Intl.DateTimeFormat {
  const key = `${name} ${language} ${timeZone}`;
  let format = formatters.get(key);
  if (!format) {
    const intlLocale = INTL_LOCALES[language];
    try {
      format = new Intl.DateTimeFormat(intlLocale, { ...options, timeZone });
    } catch {
      format = new Intl.DateTimeFormat(intlLocale, { ...options, timeZone: "UTC" });
    }
    formatters.set(key, format);
  }
  return format;
}

/** Formats date and time with the zone: "12 Mar 2026, 14:03 CET". */
export function fullTime(at: Date, locale: Locale): string {
  return dateFormatter(
    locale,
    {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    },
    "full",
  ).format(at);
}

/** Formats with seconds: "12 Mar 2026, 14:03:07 CET". */
export function exactTime(at: Date, locale: Locale): string {
  return dateFormatter(
    locale,
    {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    },
    "exact",
  ).format(at);
}

/** Returns a formatter that adds seconds, or more, where two of these times would read the same. */
export function timeWithSeconds(moments: readonly Date[], locale: Locale): (at: Date) => string {
  const times = [...new Set(moments.map((at) => at.getTime()))];
  const shared = (write: (at: Date, locale: Locale) => string) => {
    const counts = new Map<string, number>();
    for (const time of times) {
      const text = write(new Date(time), locale);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return (text: string) => (counts.get(text) ?? 0) > 1;
  };
  const [sharesMinute, sharesSecond] = [shared(fullTime), shared(exactTime)];
  return (at) => {
    const [full, exact] = [fullTime(at, locale), exactTime(at, locale)];
    if (!sharesMinute(full)) return full;
    return sharesSecond(exact) ? preciseTime(at, locale) : exact;
  };
}

function preciseTime(at: Date, locale: Locale): string {
  return dateFormatter(
    locale,
    {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      timeZoneName: "short",
    },
    "precise",
  ).format(at);
}

/** Formats the time of day, "14:05 CET", with the date if that is not today. */
export function clockTime(at: Date, now: Date, locale: Locale): string {
  if (dayOf(at, now, locale) !== dayOf(now, now, locale)) return fullTime(at, locale);
  return dateFormatter(
    locale,
    { hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
    "clock",
  ).format(at);
}

/** Formats the time of day alone: "14:05". Name its day and zone elsewhere. */
export function timeOfDay(at: Date, locale: Locale): string {
  return dateFormatter(locale, { hour: "2-digit", minute: "2-digit" }, "time").format(at);
}

/** Formats a day with its zone: "Friday 27 November, CET"; with the year unless it is this one. */
export function longDay(at: Date, now: Date, locale: Locale): string {
  const options = { weekday: "long", day: "numeric", month: "long" } as const;
  const year = dateFormatter(locale, { year: "numeric" }, "year");
  const day =
    year.format(at) === year.format(now)
      ? dateFormatter(locale, options, "long-day").format(at)
      : dateFormatter(locale, { ...options, year: "numeric" }, "long-day-year").format(at);
  return `${day}, ${zoneName(locale, at)}`;
}

/** Short name of the zone, "CET" or "CEST" by the time of year. */
export function zoneName(locale: Locale, at = new Date()): string {
  const zone = dateFormatter(locale, { timeZoneName: "short" }, "zone")
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName");
  return zone?.value ?? locale.timeZone;
}

/** Formats day and time: "today, 14:03", "yesterday, 14:03", "10 Mar, 14:03". */
export function dayAndTime(at: Date, now: Date, locale: Locale): string {
  const day = dayOf(at, now, locale);
  const ago = [0, 1].find(
    (days) => dayOf(new Date(now.getTime() - days * DAY_MS), now, locale) === day,
  );
  const relative = new Intl.RelativeTimeFormat(INTL_LOCALES[locale.language], { numeric: "auto" });
  const time = timeOfDay(at, locale);
  return `${ago === undefined ? day : relative.format(-ago, "day")}, ${time}`;
}

/** Formats both ends of a range, with one date where they share it: "12 Mar 2026, 14:03", "14:05 CET". */
export function rangeTimes(from: Date, until: Date, locale: Locale): [from: string, until: string] {
  if (dayOf(from, until, locale) !== dayOf(until, until, locale))
    return [fullTime(from, locale), fullTime(until, locale)];
  const minute = dateFormatter(
    locale,
    { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    "minute",
  );
  return [minute.format(from), clockTime(until, until, locale)];
}

/** Formats the day: "12 Mar" within this year, else "12 Mar 2024". */
export function dayOf(at: Date, now: Date, locale: Locale): string {
  const sameYear = dateFormatter(locale, { year: "numeric" }, "year");
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (sameYear.format(at) === sameYear.format(now))
    return dateFormatter(locale, options, "day").format(at);
  return dateFormatter(locale, { ...options, year: "numeric" }, "day-year").format(at);
}

interface TimeTexts {
  iso: string;
  full: string;
  /** Relative while it is recent, then the day. */
  short: string;
  isRelative: boolean;
}

export function timeTexts(
  t: Translate,
  at: Date,
  locale: Locale,
  now: Date = new Date(),
): TimeTexts {
  const isRelative = Math.abs(now.getTime() - at.getTime()) < MAX_RELATIVE_AGE_MS;
  return {
    iso: `${at.toISOString().slice(0, 19)}Z`,
    full: fullTime(at, locale),
    short: isRelative
      ? relativeTime(t, at.getTime(), now.getTime(), locale.language)
      : dayOf(at, now, locale),
    isRelative,
  };
}
