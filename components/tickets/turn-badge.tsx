import type { TicketListItem } from "@/lib/tickets/list/types";

type Turn = TicketListItem["turn"];

const LABELS: Record<Turn, string> = {
  yours: "Your turn",
  theirs: "Their turn",
  paused: "Paused",
  done: "Done",
  unclear: "Unclear",
};

/** Whose move it is, in colour, shape and word. Only "Your turn" is loud: it is the one that asks for something. */
export function TurnBadge({ turn }: { turn: Turn }) {
  return <span className={`turn turn-${turn}`}>{LABELS[turn]}</span>;
}
