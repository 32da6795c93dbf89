import type { LabelledValue } from "@/lib/providers/labels";

/** How many bars a priority fills. A word that is not here shows no bars, only itself. */
const BAR_COUNTS: Record<string, number> = {
  low: 1,
  medium: 2,
  normal: 2,
  high: 3,
  urgent: 4,
  critical: 5,
};

/** The class that draws the bars of a priority. */
export function priorityBars(word: LabelledValue): string {
  const filled = BAR_COUNTS[word.value];
  return filled ? `bars bars-${filled}` : "";
}

/** A priority as the provider names it, with bars to scan by. */
export function Priority({ word }: { word: LabelledValue }) {
  return <span className={priorityBars(word)}>{word.label}</span>;
}
