import { DescriptionCell, DescriptionList } from "@/components/ui/description-list";
import type { Locale } from "@/components/ui/time/format-time";
import type { SyncHour, SyncStateView } from "@/lib/review/sync-types";

import { lagText, rangeText, shareText } from "./format-figures";
import { Sparkline } from "./sparkline";

interface Figure {
  label: string;
  value: string;
  bad?: boolean;
  hours: (hour: SyncHour) => number | null;
  words: (value: number) => string;
  most?: number;
  isBad?: (value: number) => boolean;
}

/** From these on a figure asks for a look; the words beside it say the same without the colour. */
const MANY_FAILURES = 0.1;
const LITTLE_LEFT = 0.1;

function figures(state: SyncStateView, language: string): Figure[] {
  const number = (value: number) => value.toLocaleString(language);
  return [
    {
      label: "Lag",
      value: lagText(state.lagSeconds),
      hours: (hour) => hour.lagSeconds,
      words: lagText,
    },
    {
      label: "Backlog",
      value: number(state.backlog),
      hours: (hour) => hour.backlog,
      words: number,
    },
    {
      label: "Errors, 24 h",
      value: shareText(state.errorRate, "no runs"),
      bad: (state.errorRate ?? 0) >= MANY_FAILURES,
      hours: (hour) => (hour.runs === 0 ? null : hour.failed / hour.runs),
      words: (value) => shareText(value, ""),
      most: 1,
      isBad: (value) => value > 0,
    },
    {
      label: "Limit left",
      value: shareText(state.headroom, "not told"),
      bad: state.headroom !== null && state.headroom < LITTLE_LEFT,
      hours: (hour) => hour.headroom,
      words: (value) => shareText(value, ""),
      most: 1,
      isBad: (value) => value < LITTLE_LEFT,
    },
  ];
}

/** The few numbers by which one connection's reading is judged, each with its last day. */
export function SyncFigures({ state, locale }: { state: SyncStateView; locale: Locale }) {
  return (
    <DescriptionList className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      {figures(state, locale.language).map(({ label, value, bad, hours, words, most, isBad }) => {
        const values = state.hours.map(hours);
        return (
          <DescriptionCell key={label} label={label}>
            <span className={bad ? "font-medium text-warning" : undefined}>{value}</span>
            <Sparkline
              values={values}
              most={most}
              isBad={isBad}
              label={`${label}, by hour of the last day: ${rangeText(values, words)}`}
            />
          </DescriptionCell>
        );
      })}
    </DescriptionList>
  );
}
