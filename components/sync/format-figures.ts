import { formatDuration } from "@/components/ui/time/durations";
import { INTL_LOCALES, type Language } from "@/lib/i18n/languages";
import type { Translate } from "@/lib/i18n/message";
import type { SyncStateView } from "@/lib/review/sync/types";
import { formatNumber } from "@/lib/text/format-number";

export function lagText(t: Translate, seconds: number | null, language: Language): string {
  return seconds === null
    ? t("staffSync.figure.neverSynced")
    : formatDuration(t, seconds * 1_000, language);
}

/** The progress of a first sync says how many there are; pages are stored before they count. */
export function storedText(t: Translate, { progress, tickets }: SyncStateView): string | null {
  return progress?.isFirst ? null : t("staffSync.tickets", { count: tickets });
}

/** Small shares keep a digit, so that few failures are not shown as 0%. */
export function shareText(share: number, language: Language): string {
  const digits = share > 0 && share < 0.1 ? 1 : 0;
  const shown = digits === 1 ? Math.max(0.001, share) : share;
  return shown.toLocaleString(INTL_LOCALES[language], {
    style: "percent",
    maximumFractionDigits: digits,
  });
}

/** E.g. "Left in this sync, last 24 hours by hour: between 2 and 30, now 5". */
export function chartText(
  t: Translate,
  figure: string,
  values: ReadonlyArray<number | null>,
  format: (value: number) => string,
): string {
  const known = values.filter((value) => value !== null);
  const newest = known.at(-1);
  if (newest === undefined) return t("staffSync.figure.chartNone", { figure });
  const [least, most] = [format(Math.min(...known)), format(Math.max(...known))];
  return least === most
    ? t("staffSync.figure.chartSame", { figure, value: least })
    : t("staffSync.figure.chartRange", { figure, least, most, last: format(newest) });
}

export function millisecondsText(milliseconds: number, language: Language): string {
  const number = (value: number) => formatNumber(value, language, { digits: 1 });
  return milliseconds < 1_000 ? `${number(milliseconds)} ms` : `${number(milliseconds / 1_000)} s`;
}
