import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import type { Language } from "@/lib/i18n/languages";
import type { Translate } from "@/lib/i18n/message";
import type { SyncHour, SyncStateView } from "@/lib/review/sync/types";
import { formatNumber } from "@/lib/text/format-number";
import { useTexts } from "#texts";

import { chartText, lagText, shareText } from "./format-figures";
import { Sparkline } from "./sparkline";

interface Figure {
  label: string;
  value: string;
  bad?: boolean;
  valueOf: (hour: SyncHour) => number | null;
  format: (value: number) => string;
  max?: number;
  isBad?: (value: number) => boolean;
}

/** Thresholds for highlighting a figure. */
const MAX_ERROR_RATE = 0.1;
const MIN_HEADROOM = 0.1;

function figures(t: Translate, state: SyncStateView, language: Language): Figure[] {
  const number = (value: number) => formatNumber(value, language);
  const share = (value: number) => shareText(value, language);
  return [
    {
      label: t("staffSync.figure.lag"),
      value: lagText(t, state.lagSeconds, language),
      valueOf: (hour) => hour.lagSeconds,
      format: (seconds) => lagText(t, seconds, language),
    },
    {
      label: t("staffSync.figure.backlog"),
      value: state.backlog === null ? t("staffSync.figure.unknown") : number(state.backlog),
      valueOf: (hour) => hour.backlog,
      format: number,
    },
    {
      label: t("staffSync.figure.errors"),
      value: state.errorRate === null ? t("staffSync.figure.noSyncs") : share(state.errorRate),
      bad: (state.errorRate ?? 0) >= MAX_ERROR_RATE,
      valueOf: (hour) => (hour.runs === 0 ? null : hour.failed / hour.runs),
      format: share,
      max: 1,
      isBad: (value) => value > 0,
    },
    {
      label: t("staffSync.figure.rateLimit"),
      value: state.headroom === null ? t("staffSync.figure.notReported") : share(state.headroom),
      bad: state.headroom !== null && state.headroom < MIN_HEADROOM,
      valueOf: (hour) => hour.headroom,
      format: share,
      max: 1,
      isBad: (value) => value < MIN_HEADROOM,
    },
  ];
}

interface SyncFiguresProps {
  state: SyncStateView;
  locale: Locale;
  /** Each figure's last day, hour by hour. */
  withDay?: boolean;
}

/** Key figures of a connection's syncs. */
export function SyncFigures({ state, locale, withDay = false }: SyncFiguresProps) {
  const t = useTexts();
  return (
    <DescriptionList className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      {figures(t, state, locale.language).map(
        ({ label, value, bad, valueOf, format, max, isBad }) => (
          <DescriptionCell key={label} label={label}>
            <span className={bad ? "font-medium text-warning" : undefined}>{value}</span>
            {withDay ? (
              <Sparkline
                values={state.hours.map(valueOf)}
                max={max}
                isBad={isBad}
                label={chartText(t, label, state.hours.map(valueOf), format)}
              />
            ) : null}
          </DescriptionCell>
        ),
      )}
    </DescriptionList>
  );
}
