import { cx } from "class-variance-authority";
import type { Word } from "@/lib/tickets/types";

/** How many bars a priority fills. A word that is not here shows no bars, only itself. */
const BARS: Record<string, number> = { low: 1, medium: 2, normal: 2, high: 3, urgent: 4, critical: 4 };
const HEIGHTS = ["h-1", "h-1.5", "h-2", "h-2.5"];
const LOUD = 4;

/** A priority as the provider names it, with bars to scan by. */
export function Priority({ word }: { word: Word }) {
  const filled = BARS[word.value] ?? 0;
  return (
    <span className={cx("inline-flex items-center gap-1.5 whitespace-nowrap", filled === LOUD && "font-medium text-destructive")}>
      {filled > 0 ? (
        <span aria-hidden className="flex items-end gap-px">
          {HEIGHTS.map((height, index) => (
            <span key={height} className={cx("w-[3px] rounded-[1px] bg-current", height, index >= filled && "opacity-25")} />
          ))}
        </span>
      ) : null}
      {word.label}
    </span>
  );
}
