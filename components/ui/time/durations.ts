import type { Language } from "@/lib/i18n/languages";
import type { Translate } from "@/lib/i18n/message";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** British English writes "3 mins" for three minutes. */
const UNIT_LOCALES: Readonly<Record<Language, string>> = { en: "en", sv: "sv-SE" };

const unitFormatters = new Map<string, Intl.NumberFormat>();

function withUnit(value: number, unit: "second" | "minute" | "hour", language: Language): string {
  const key = `${unit} ${language}`;
  let format = unitFormatters.get(key);
  if (!format) {
    format = new Intl.NumberFormat(UNIT_LOCALES[language], {
      style: "unit",
      unit,
      unitDisplay: "short",
    });
    unitFormatters.set(key, format);
  }
  return format.format(value);
}

/** Rounded down. */
function durationOf(t: Translate, size: number, language: Language): string {
  if (size < MINUTE_MS) return withUnit(Math.floor(size / 1_000), "second", language);
  if (size < HOUR_MS) return withUnit(Math.floor(size / MINUTE_MS), "minute", language);
  if (size < DAY_MS) return withUnit(Math.floor(size / HOUR_MS), "hour", language);
  return t("time.days", { count: Math.floor(size / DAY_MS) });
}

/** Formats the distance to `now`, rounded down: "just now", "2 min ago", "in 5 min". */
export function relativeTime(t: Translate, at: number, now: number, language: Language): string {
  const size = Math.abs(at - now);
  if (size < MINUTE_MS) return t("time.justNow");
  const duration = durationOf(t, size, language);
  return at < now ? t("time.ago", { duration }) : t("time.until", { duration });
}

/** Formats the time until `at`, rounded up: "in 40 sec", "in 3 min", "now". */
export function timeUntil(t: Translate, at: number, now: number, language: Language): string {
  const seconds = Math.ceil((at - now) / 1_000);
  if (seconds <= 0) return t("time.now");
  const duration =
    seconds < 90
      ? withUnit(seconds, "second", language)
      : withUnit(Math.ceil(seconds / 60), "minute", language);
  return t("time.until", { duration });
}

/** From here on, smaller units are left out. */
const LONG = 10;

/** Rounded down: "40 sec", "3 hr 20 min", "14 hr", "1 day 22 hr". */
export function formatDuration(t: Translate, milliseconds: number, language: Language): string {
  const size = Math.max(0, milliseconds);
  const whole = durationOf(t, size, language);
  if (size < HOUR_MS) return whole;
  const isDays = size >= DAY_MS;
  const unit = isDays ? DAY_MS : HOUR_MS;
  const least = isDays ? HOUR_MS : MINUTE_MS;
  const rest = size % unit;
  if (size >= LONG * unit) return whole;
  if (rest < least) return whole;
  return `${whole} ${durationOf(t, rest, language)}`;
}

/**
 * Formats a duration to the minute, or below an hour to the second: "2 days 3 hr 24 min". With
 * `inHours`, it has no days: "51 hr 24 min".
 */
export function exactDuration(
  t: Translate,
  milliseconds: number,
  language: Language,
  inHours = false,
): string {
  const size = Math.max(0, milliseconds);
  const days = inHours ? 0 : Math.floor(size / DAY_MS);
  const hours = Math.floor((size - days * DAY_MS) / HOUR_MS);
  const minutes = Math.floor((size % HOUR_MS) / MINUTE_MS);
  const seconds = Math.floor((size % MINUTE_MS) / 1_000);
  const parts = [
    days > 0 ? t("time.days", { count: days }) : null,
    hours > 0 ? withUnit(hours, "hour", language) : null,
    minutes > 0 ? withUnit(minutes, "minute", language) : null,
    seconds > 0 && size < HOUR_MS ? withUnit(seconds, "second", language) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? withUnit(0, "minute", language) : parts.join(" ");
}
