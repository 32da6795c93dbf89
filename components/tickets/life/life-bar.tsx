import type { LifeTotal } from "@/lib/tickets/life/types";
import { cn } from "@/lib/utils";

const WIDTH = 1_000;
const HEIGHT = 8;
/** A shorter part would not be visible. */
const MIN_WIDTH = 3;

/** Draws when it was this turn. The table's row says it in words. */
export function LifeBar({ total: { turn, parts } }: { total: LifeTotal }) {
  const bars = parts.map(({ from, to }) => {
    const width = Math.max(MIN_WIDTH, Math.round((to - from) * WIDTH));
    const left = Math.min(Math.round(from * WIDTH), WIDTH - width);
    return `M${left} 0h${width}v${HEIGHT}h-${width}z`;
  });
  const isWaiting = turn === "yours" || turn === "theirs";
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      // With forced colours, `currentColor` is one of the system's.
      className={cn("block h-2 w-full", isWaiting ? "text-primary" : "text-muted-foreground")}
    >
      <path d={`M0 ${HEIGHT / 2}H${WIDTH}`} className="stroke-current opacity-40" />
      <path d={bars.join("")} className="fill-current" />
    </svg>
  );
}
