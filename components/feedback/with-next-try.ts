import { clockTime, type Locale } from "@/components/ui/time/format-time";

/** The provider's words with when it may be asked again: "HostUp asked us to wait. We’ll try again at 14:05 CET." */
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
