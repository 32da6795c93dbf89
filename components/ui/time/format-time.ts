export interface Locale {
  timeZone: string;
  language: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const MAX_RELATIVE_AGE_MS = 7 * DAY_MS;

/** The sentences around relative times are English; dates are in the viewer's language. */
function relativeLanguage(language: string): string {
  return language.toLowerCase().startsWith("en") ? language : "en-GB";
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const relativeFormatters = new Map<string, Intl.RelativeTimeFormat>();

/** Cached: creating a formatter is far slower than using it. */
function dateFormatter(
  { timeZone, language }: Locale,
  options: Intl.DateTimeFormatOptions,
  name: string,
): Intl.DateTimeFormat {
  const key = `${name} ${language} ${timeZone}`;
  let format = formatters.get(key);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat(language, { ...options, timeZone });
    } catch {
      format = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    formatters.set(key, format);
  }
  return format;
}

function relativeFormatter(language: string): Intl.RelativeTimeFormat {
  const key = relativeLanguage(language);
  let found = relativeFormatters.get(key);
  if (!found) {
    found = new Intl.RelativeTimeFormat(key, { numeric: "always", style: "short" });
    relativeFormatters.set(key, found);
  }
  return found;
}

/** Formats the distance to `now`, rounded down: "just now", "2 min ago", "in 5 min". */
export function relativeTime(at: number, now: number, language: string): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < MINUTE_MS) return "just now";
  const format = relativeFormatter(language);
  const sign = Math.sign(distance);
  if (size < HOUR_MS) return format.format(sign * Math.floor(size / MINUTE_MS), "minute");
  if (size < DAY_MS) return format.format(sign * Math.floor(size / HOUR_MS), "hour");
  return format.format(sign * Math.floor(size / DAY_MS), "day");
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

/** Formats the time until `at`, rounded up: "in 40 s", "in 3 min", "now". */
export function timeUntil(at: number, now: number): string {
  const seconds = Math.ceil((at - now) / 1_000);
  if (seconds <= 0) return "now";
  return seconds < 90 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} min`;
}

/** Formats a duration, rounded down: "40 s", "3 min", "3 h", "2 days". */
export function formatDuration(milliseconds: number): string {
  const size = Math.max(0, milliseconds);
  if (size < MINUTE_MS) return `${Math.floor(size / 1_000)} s`;
  if (size < HOUR_MS) return `${Math.floor(size / MINUTE_MS)} min`;
  if (size < 2 * DAY_MS) return `${Math.floor(size / HOUR_MS)} h`;
  return `${Math.floor(size / DAY_MS)} days`;
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

export function timeTexts(at: Date, locale: Locale, now = new Date()): TimeTexts {
  const isRelative = Math.abs(now.getTime() - at.getTime()) < MAX_RELATIVE_AGE_MS;
  return {
    iso: `${at.toISOString().slice(0, 19)}Z`,
    full: fullTime(at, locale),
    short: isRelative
      ? relativeTime(at.getTime(), now.getTime(), locale.language)
      : dayOf(at, now, locale),
    isRelative,
  };
}
