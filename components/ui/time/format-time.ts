/** How a viewer reads times. */
export interface Locale {
  /** IANA zone. */
  timeZone: string;
  /** BCP 47 tag. */
  language: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From this age on a date says more than "3 weeks ago". */
export const RELATIVE_LIMIT = 7 * DAY;

/** The sentences around relative times are English, and so must these be; dates are in the viewer's language. */
function relativeLanguage(language: string): string {
  return language.toLowerCase().startsWith("en") ? language : "en-GB";
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

/** Making a formatter costs far more than using it, and a list needs the same few again and again. */
function formatter(
  { timeZone, language }: Locale,
  options: Intl.DateTimeFormatOptions,
  name: string,
): Intl.DateTimeFormat {
  const key = `${name} ${language} ${timeZone}`;
  let found = formatters.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(language, { ...options, timeZone });
    } catch {
      found = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
    }
    formatters.set(key, found);
  }
  return found;
}

function relativeFormatter(language: string): Intl.RelativeTimeFormat {
  const key = relativeLanguage(language);
  let found = relatives.get(key);
  if (!found) {
    found = new Intl.RelativeTimeFormat(key, { numeric: "always", style: "short" });
    relatives.set(key, found);
  }
  return found;
}

/** "just now", "2 min ago", "3 hr ago", "in 5 min"; the number is rounded down, so that nothing is called older than it is. */
export function relativeTime(at: number, now: number, language: string): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < MINUTE) return "just now";
  const format = relativeFormatter(language);
  const sign = Math.sign(distance);
  if (size < HOUR) return format.format(sign * Math.floor(size / MINUTE), "minute");
  if (size < DAY) return format.format(sign * Math.floor(size / HOUR), "hour");
  return format.format(sign * Math.floor(size / DAY), "day");
}

/** The whole moment with its zone: "12 Mar 2026, 14:03 CET". */
export function fullTime(at: Date, locale: Locale): string {
  return formatter(
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

/** The same to the second, where two moments of one minute have to be told apart: "12 Mar 2026, 14:03:07 CET". */
export function exactTime(at: Date, locale: Locale): string {
  return formatter(
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

/** Writes moments by the minute, and by the second or finer where two of these moments could not be told apart otherwise. */
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

/** The same to the millisecond. */
function preciseTime(at: Date, locale: Locale): string {
  return formatter(
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

/** The time of day with its zone: "14:05 CET"; the whole moment if it is not today. */
export function clockTime(at: Date, now: Date, locale: Locale): string {
  if (dayOf(at, now, locale) !== dayOf(now, now, locale)) return fullTime(at, locale);
  return formatter(
    locale,
    { hour: "2-digit", minute: "2-digit", timeZoneName: "short" },
    "clock",
  ).format(at);
}

/** "in 40 s", "in 3 min", "now": rounded up, so that nothing is promised too early. */
export function timeUntil(at: number, now: number): string {
  const seconds = Math.ceil((at - now) / 1_000);
  if (seconds <= 0) return "now";
  return seconds < 90 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} min`;
}

/** How long something has lasted: "40 s", "3 min", "3 h", "2 days"; rounded down. */
export function formatDuration(milliseconds: number): string {
  const size = Math.max(0, milliseconds);
  if (size < MINUTE) return `${Math.floor(size / 1_000)} s`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < 2 * DAY) return `${Math.floor(size / HOUR)} h`;
  return `${Math.floor(size / DAY)} days`;
}

/** The day alone: "12 Mar" within this year, "12 Mar 2024" before it. */
export function dayOf(at: Date, now: Date, locale: Locale): string {
  const sameYear = formatter(locale, { year: "numeric" }, "year");
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (sameYear.format(at) === sameYear.format(now))
    return formatter(locale, options, "day").format(at);
  return formatter(locale, { ...options, year: "numeric" }, "day-year").format(at);
}

export interface Moment {
  iso: string;
  full: string;
  /** Relative while young, else the day. */
  short: string;
  /** True while `short` changes as time goes by. */
  ages: boolean;
}

/** Everything that is shown of one moment, for this viewer, as of now. */
export function describeMoment(at: Date, locale: Locale, now = new Date()): Moment {
  const ages = Math.abs(now.getTime() - at.getTime()) < RELATIVE_LIMIT;
  return {
    iso: `${at.toISOString().slice(0, 19)}Z`,
    full: fullTime(at, locale),
    short: ages
      ? relativeTime(at.getTime(), now.getTime(), locale.language)
      : dayOf(at, now, locale),
    ages,
  };
}
