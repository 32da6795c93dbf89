import { drawChart, DRAWN, placeTicks } from "./chart-scales";
import type { ChartSeries, SeriesLook } from "./chart-types";

interface ChartProps {
  /** Says the result, for those who do not see it. */
  label: string;
  series: readonly ChartSeries[];
  /** Of the places on the horizontal axis. */
  names: readonly string[];
  /** Unit of the numbers beside the vertical axis: its ticks are multiples. */
  step?: number;
  format: (value: number) => string;
}

const TOP = 18;
const PLOT = 160;
const HEIGHT = TOP + PLOT + 24;

const LOOKS: Readonly<Record<SeriesLook, string>> = {
  bar: "chart-bar",
  line: "chart-line",
  dashed: "chart-line dashed",
  dotted: "chart-line dotted",
};

/** Of per cent of the plot's height. */
const yOf = (at: number) => TOP + (at / DRAWN.height) * PLOT;

/** Labels at the edges stay inside. */
function anchorOf(at: number): "start" | "middle" | "end" {
  if (at < 7) return "start";
  return at > 93 ? "end" : "middle";
}

/**
 * A drawing without scripts. The plot is stretched to the width of the page; texts and dots are
 * placed in per cent, so that they keep their size and shape.
 */
export function Chart({ label, series, names, step = 1, format }: ChartProps) {
  const { paths, points, ticks } = drawChart(series, step, format);
  return (
    <figure className="chart">
      <figcaption aria-hidden>
        {series.map(({ name, look }) => (
          <span key={name}>
            <svg width="22" height="10">
              <path d={look === "bar" ? "M2 1h18v8h-18z" : "M0 5h22"} className={LOOKS[look]} />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
      <svg role="img" aria-label={label} width="100%" height={HEIGHT}>
        {ticks.map(({ at, text }) => (
          <line key={text} x1="0" x2="100%" y1={yOf(at)} y2={yOf(at)} className="chart-rule" />
        ))}
        <svg
          y={TOP}
          width="100%"
          height={PLOT}
          viewBox={`0 0 ${DRAWN.width} ${DRAWN.height}`}
          preserveAspectRatio="none"
          overflow="visible"
        >
          {series.map(({ name, look }, index) => (
            <path key={name} d={paths[index]} className={LOOKS[look]} />
          ))}
        </svg>
        {series.map(({ name, look }, index) =>
          points[index]?.map(({ x, y }) => (
            <circle key={`${name} ${x}`} cx={`${x}%`} cy={yOf(y)} r="3" className={look} />
          )),
        )}
        {ticks.map(({ at, text }) =>
          at < DRAWN.height ? (
            <text key={text} x="0" y={yOf(at) - 4}>
              {text}
            </text>
          ) : null,
        )}
        {placeTicks(names).map(({ at, text }, index) => (
          <text
            key={text}
            x={`${at}%`}
            y={HEIGHT - 6}
            textAnchor={anchorOf(at)}
            className={index % 2 === 1 ? "max-sm:hidden" : undefined}
          >
            {text}
          </text>
        ))}
      </svg>
    </figure>
  );
}
