import { clockTime, type Locale } from "@/components/ui/time/format-time";
import type { Translate } from "@/lib/i18n/message";

/** Adds when the provider is asked again: "… We’ll try again at 14:05 CET." */
export function withNextTry(
  t: Translate,
  message: string,
  retryAt: Date | null | undefined,
  locale: Locale,
  now: Date = new Date(),
): string {
  if (!retryAt || retryAt <= now) return message;
  return `${message} ${t("syncNow.nextTry", { time: clockTime(retryAt, now, locale) })}`;
}
