import type { LabelledValue } from "@/lib/providers/labels";

/** Bars per priority; unknown priorities have none. */
const BAR_COUNTS: Record<string, number> = {
  low: 1,
  medium: 2,
  normal: 2,
  high: 3,
  urgent: 4,
  critical: 5,
};

/** Returns the CSS class that draws the bars of a priority. */
export function priorityBars(word: LabelledValue): string {
  const filled = BAR_COUNTS[word.value];
  return filled ? `bars bars-${filled}` : "";
}

/** Shows a priority with bars; an unknown one as the provider wrote it. */
export function Priority({ word }: { word: LabelledValue }) {
  return (
    <span className={priorityBars(word)} lang={word.known ? undefined : ""}>
      {word.label}
    </span>
  );
}
