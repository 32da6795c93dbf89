const STEP = 10;
const BAR = 7;
const HEIGHT = 24;

interface SparklineProps {
  /** By hour, oldest first; null where nothing is known, which leaves a gap. */
  values: ReadonlyArray<number | null>;
  /** The value of a full bar; absent: the largest of them. */
  max?: number;
  isBad?: (value: number) => boolean;
  /** All that the picture shows, in words. */
  label: string;
}

/** One value over a day in small bars. What is bad stands in a wider bar. */
export function Sparkline({ values, max: most, isBad = () => false, label }: SparklineProps) {
  const top = most ?? Math.max(1, ...values.map((value) => value ?? 0));
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
