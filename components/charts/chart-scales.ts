import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";

import type { AxisTick, ChartSeries } from "./chart-types";

/** Units of the stretched drawing. */
export const DRAWN = { width: 1_000, height: 100 } as const;

const MAX_WIDE_TICKS = 4;
const MAX_LABELS = 6;
const BAR_GAP = 0.25;

export interface DrawnChart {
  /** The path of each series. */
  paths: string[];
  /** Points without neighbours, which a line does not show, in per cent. */
  points: Array<Array<{ x: number; y: number }>>;
  ticks: AxisTick[];
}

/** Draws the series on common axes; `step` is the unit of the numbers beside the axis. */
export function drawChart(
  series: readonly ChartSeries[],
  step: number,
  format: (value: number) => string,
): DrawnChart {
  const places = series[0]?.values.length ?? 0;
  const values = series.flatMap((one) => one.values.filter((value) => value !== null));
  const top = Math.max(step, ...values);
  const y = scaleLinear()
    .domain([0, top / step])
    .nice(MAX_WIDE_TICKS)
    .range([DRAWN.height, 0]);
  const x = bandOf(places);
  const middle = (index: number) => (x(index) ?? 0) + x.bandwidth() / 2;
  const height = (value: number) => y(value / step);
  const paths = series.map(({ look, values: all }) =>
    look === "bar"
      ? all
          .map((value, index) =>
            value
              ? `M${round(x(index) ?? 0)} ${DRAWN.height}${barOf(height(value), x.bandwidth())}`
              : "",
          )
          .join("")
      : (line<number | null>()
          .defined((value) => value !== null)
          .x((_value, index) => round(middle(index)))
          .y((value) => round(height(value ?? 0)))([...all]) ?? ""),
  );
  return {
    paths,
    points: series.map(({ look, values: all }) =>
      all.flatMap((value, index) =>
        look !== "bar" && value !== null && !all[index - 1] && !all[index + 1]
          ? [{ x: round(middle(index) / 10), y: round(height(value)) }]
          : [],
      ),
    ),
    ticks: y
      .ticks(MAX_WIDE_TICKS)
      .filter((value) => step > 1 || Number.isInteger(value))
      .map((value) => ({ at: round(y(value)), text: format(value * step) })),
  };
}

const bandOf = (places: number) =>
  scaleBand<number>()
    .domain(Array.from({ length: places }, (_none, index) => index))
    .range([0, DRAWN.width])
    .paddingInner(BAR_GAP)
    .paddingOuter(BAR_GAP / 2);

const barOf = (top: number, width: number) => `V${round(top)}h${round(width)}V${DRAWN.height}z`;

const round = (value: number) => Math.round(value * 10) / 10;

/** Names of a few places, evenly spread. */
export function placeTicks(names: readonly string[]): AxisTick[] {
  const every = Math.ceil(names.length / MAX_LABELS);
  const x = bandOf(names.length);
  return names.flatMap((text, index) =>
    index % every === 0 ? [{ text, at: round(((x(index) ?? 0) + x.bandwidth() / 2) / 10) }] : [],
  );
}
