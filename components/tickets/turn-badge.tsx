import { Check, CircleHelp, Clock3, CornerDownRight, Pause, type LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { Badge } from "@/components/ui/badge";
import { TURN_LABELS } from "@/lib/tickets/schemas";
import type { TicketListItem } from "@/lib/tickets/types";

type Turn = TicketListItem["turn"];

interface Look {
  icon: LucideIcon;
  tone: ComponentProps<typeof Badge>["tone"];
}

/** Whose move it is, in colour, shape and word. Only "Your turn" is loud: it is the one that asks for something. */
const LOOKS: Record<Turn, Look> = {
  yours: { icon: CornerDownRight, tone: "accent" },
  theirs: { icon: Clock3, tone: "neutral" },
  paused: { icon: Pause, tone: "quiet" },
  done: { icon: Check, tone: "quiet" },
  unclear: { icon: CircleHelp, tone: "warning" },
};

export function TurnBadge({ turn }: { turn: Turn }) {
  const { icon: Icon, tone } = LOOKS[turn];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {TURN_LABELS[turn]}
    </Badge>
  );
}
