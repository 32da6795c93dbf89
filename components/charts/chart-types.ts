/** `bar`: all of them are of one series; lines differ by their dashes as well. */
export type SeriesLook = "bar" | "line" | "dashed" | "dotted";

export interface ChartSeries {
  name: string;
  look: SeriesLook;
  /** One for each place on the axis; null leaves a gap. */
  values: ReadonlyArray<number | null>;
}

export interface AxisTick {
  /** In per cent of the chart's width or of its height from above. */
  at: number;
  text: string;
}
