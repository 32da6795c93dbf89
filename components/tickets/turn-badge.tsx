import type { Turn } from "@/lib/providers/contract";

interface TurnBadgeProps {
  turn: Turn;
  /** `TURN_LABELS` in the reader's language. */
  label: string;
}

/** Shows whose turn it is. Only the customer's is prominent: it is the one that needs an action. */
export function TurnBadge({ turn, label }: TurnBadgeProps) {
  return <span className={`turn turn-${turn}`}>{label}</span>;
}
