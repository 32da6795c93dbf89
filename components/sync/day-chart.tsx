import { clockTime, type Locale } from "@/components/ui/time/format-time";
import type { Translate } from "@/lib/i18n/message";
import type { SyncHour } from "@/lib/review/sync/types";
import { useTexts } from "#texts";

const STEP = 10;
const BAR = 7;
const HEIGHT = 36;

const totalOf = (hours: readonly SyncHour[], key: "runs" | "failed") =>
  hours.reduce((sum, hour) => sum + hour[key], 0);

/** E.g. "12 (3 failed)". */
export function syncCountText(t: Translate, hours: readonly SyncHour[]): string {
  return t("staffSync.syncCount", {
    syncs: totalOf(hours, "runs"),
    failed: totalOf(hours, "failed"),
  });
}

/** Describes the chart for screen readers. */
export function dayText(t: Translate, hours: readonly SyncHour[], locale: Locale): string {
  const [syncs, failed] = [totalOf(hours, "runs"), totalOf(hours, "failed")];
  if (syncs === 0) return t("staffSync.chart.none");
  if (failed === 0) return t("staffSync.chart.good", { syncs });
  const failing = hours
    .filter((hour) => hour.failed > 0)
    .map((hour) =>
      t("staffSync.chart.hour", {
        failed: hour.failed,
        syncs: hour.runs,
        time: clockTime(hour.at, hour.at, locale),
      }),
    );
  return t("staffSync.chart.failed", { syncs, failed, hours: failing.join("; ") });
}

/** Syncs of the last day by hour; failed ones are stacked at the bottom. */
export function DayChart({
  hours,
  locale,
  className,
}: {
  hours: SyncHour[];
  locale: Locale;
  className?: string;
}) {
  const t = useTexts();
  const most = Math.max(1, ...hours.map((hour) => hour.runs));
  const size = (runs: number) => (runs === 0 ? 0 : Math.max(2, (runs / most) * HEIGHT));
  return (
    <svg
      role="img"
      aria-label={dayText(t, hours, locale)}
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
