const STEP = 10;
const BAR = 7;
const HEIGHT = 24;

interface SparklineProps {
  /** Hourly values, oldest first; null leaves a gap. */
  values: ReadonlyArray<number | null>;
  /** Value of a full bar; default: the largest value. */
  max?: number;
  isBad?: (value: number) => boolean;
  /** Describes the chart for screen readers. */
  label: string;
}

/** Bars of one value over a day; bad values have wider bars. */
export function Sparkline({ values, max, isBad = () => false, label }: SparklineProps) {
  const top = max ?? Math.max(1, ...values.map((value) => value ?? 0));
  const bars = (bad: boolean) =>
    values
      .map((value, index) => {
        if (value === null || isBad(value) !== bad) return "";
        const height = value <= 0 ? 1 : Math.max(2, Math.min(1, value / top) * HEIGHT);
        const wide = bad ? BAR + 2 : BAR;
        return `M${index * STEP + (STEP - wide) / 2} ${HEIGHT}v${-Math.round(height * 10) / 10}h${wide}V${HEIGHT}z`;
      })
      .join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${values.length * STEP} ${HEIGHT + 1}`}
      preserveAspectRatio="none"
      className="mt-1 block h-6 w-full"
    >
      <path
        d={`M0 ${HEIGHT + 0.5}H${values.length * STEP}`}
        className="stroke-border"
        vectorEffect="non-scaling-stroke"
      />
      <path d={bars(false)} className="fill-primary/45" />
      <path d={bars(true)} className="fill-destructive" />
    </svg>
  );
}
