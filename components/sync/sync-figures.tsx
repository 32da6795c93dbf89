import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import type { SyncHour, SyncStateView } from "@/lib/review/sync-types";

import { lagText, rangeText, shareText } from "./format-figures";
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

function figures(state: SyncStateView, language: string): Figure[] {
  const number = (value: number) => value.toLocaleString(language);
  return [
    {
      label: "Lag",
      value: lagText(state.lagSeconds),
      valueOf: (hour) => hour.lagSeconds,
      format: lagText,
    },
    {
      label: "Backlog",
      value: number(state.backlog),
      valueOf: (hour) => hour.backlog,
      format: number,
    },
    {
      label: "Errors, 24 h",
      value: shareText(state.errorRate, "no runs"),
      bad: (state.errorRate ?? 0) >= MAX_ERROR_RATE,
      valueOf: (hour) => (hour.runs === 0 ? null : hour.failed / hour.runs),
      format: (value) => shareText(value, ""),
      max: 1,
      isBad: (value) => value > 0,
    },
    {
      label: "Limit left",
      value: shareText(state.headroom, "not told"),
      bad: state.headroom !== null && state.headroom < MIN_HEADROOM,
      valueOf: (hour) => hour.headroom,
      format: (value) => shareText(value, ""),
      max: 1,
      isBad: (value) => value < MIN_HEADROOM,
    },
  ];
}

/** Key figures of a connection's syncs, each with its last day. */
export function SyncFigures({ state, locale }: { state: SyncStateView; locale: Locale }) {
  return (
    <DescriptionList className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      {figures(state, locale.language).map(({ label, value, bad, valueOf, format, max, isBad }) => (
        <DescriptionCell key={label} label={label}>
          <span className={bad ? "font-medium text-warning" : undefined}>{value}</span>
          <Sparkline
            values={state.hours.map(valueOf)}
            max={max}
            isBad={isBad}
            label={`${label}, by hour of the last day: ${rangeText(state.hours.map(valueOf), format)}`}
          />
        </DescriptionCell>
      ))}
    </DescriptionList>
  );
}
