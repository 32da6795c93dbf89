import { clockTime, type Locale } from "@/components/ui/time/format-time";

/** Adds when the provider is asked again: "… We’ll try again at 14:05 CET." */
export function withNextTry(
  message: string,
  retryAt: Date | null | undefined,
  locale: Locale,
  now = new Date(),
): string {
  return retryAt && retryAt > now
    ? `${message} We’ll try again at ${clockTime(retryAt, now, locale)}.`
    : message;
}
