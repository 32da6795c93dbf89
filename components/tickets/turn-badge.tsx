import type { TicketListItem } from "@/lib/tickets/list/types";
import { TURN_LABELS } from "@/lib/tickets/schemas";

/** Shows whose turn it is. Only "Your turn" is prominent: it is the one that needs an action. */
export function TurnBadge({ turn }: { turn: TicketListItem["turn"] }) {
  return <span className={`turn turn-${turn}`}>{TURN_LABELS[turn]}</span>;
}
