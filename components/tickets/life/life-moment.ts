import { exactTime, fullTime, type Locale, rangeTimes } from "@/components/ui/time/format-time";
import type { LifeMoment } from "@/lib/tickets/life/types";
import type { useTexts } from "#texts";

/** Formats a time with its certainty: "after 22:41, before 22:43", or the provider's own time. */
export function momentText(
  t: ReturnType<typeof useTexts>,
  { at, after, before }: LifeMoment,
  locale: Locale,
): string {
  const isGiven = at.getTime() < before.getTime();
  if (isGiven || after?.getTime() === before.getTime()) return fullTime(at, locale);
  if (after === null) return t("ticketLife.orEarlier", { time: fullTime(at, locale) });
  const isOneMinute = fullTime(after, locale) === fullTime(before, locale);
  const [from, to] = isOneMinute
    ? [exactTime(after, locale), exactTime(before, locale)]
    : rangeTimes(after, before, locale);
  return from === to ? from : t("ticketLife.between", { from, to });
}
