import { clockTime, type Locale } from "@/components/ui/time/format-time";
import type { SyncHour } from "@/lib/review/sync-types";

const STEP = 10;
const BAR = 7;
const HEIGHT = 36;

export function runsText(hours: SyncHour[]): string {
  const runs = hours.reduce((sum, hour) => sum + hour.runs, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  return failed > 0 ? `${runs}, of them ${failed} failed` : String(runs);
}

/** Describes the chart for screen readers. */
export function dayText(hours: SyncHour[], locale: Locale): string {
  const runs = hours.reduce((sum, hour) => sum + hour.runs, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  if (runs === 0) return "No run in the last 24 hours";
  const failing = hours
    .filter((hour) => hour.failed > 0)
    .map((hour) => `${clockTime(hour.at, hour.at, locale)} ${hour.failed} of ${hour.runs}`);
  const hoursText = failing.length > 0 ? ` (from ${failing.join(", from ")})` : "";
  return `Last 24 hours: ${runs} ${runs === 1 ? "run" : "runs"}, ${failed} failed${hoursText}`;
}

/** Runs of the last day by hour; failed ones are stacked at the bottom. */
export function DayChart({
  hours,
  locale,
  className,
}: {
  hours: SyncHour[];
  locale: Locale;
  className?: string;
}) {
  const most = Math.max(1, ...hours.map((hour) => hour.runs));
  const size = (runs: number) => (runs === 0 ? 0 : Math.max(2, (runs / most) * HEIGHT));
  return (
    <svg
      role="img"
      aria-label={dayText(hours, locale)}
      viewBox={`0 0 ${hours.length * STEP} ${HEIGHT + 3}`}
      preserveAspectRatio="none"
      className={className}
    >
      <line
        x1="0"
        x2={hours.length * STEP}
        y1={HEIGHT + 1.5}
        y2={HEIGHT + 1.5}
        className="stroke-border"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      {hours.map((hour, index) => {
        const whole = size(hour.runs);
        const failed =
          hour.runs === 0
            ? 0
            : Math.max(hour.failed > 0 ? 3 : 0, (hour.failed / hour.runs) * whole);
        const x = index * STEP + (STEP - BAR) / 2;
        return (
          <g key={hour.at.toISOString()}>
            {whole > failed ? (
              <rect
                x={x}
                y={HEIGHT - whole}
                width={BAR}
                height={whole - failed}
                className="fill-primary/45"
              />
            ) : null}
            {failed > 0 ? (
              <rect
                x={x - 1}
                y={HEIGHT - failed}
                width={BAR + 2}
                height={failed}
                className="fill-destructive"
              />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
