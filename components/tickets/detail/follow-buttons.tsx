"use client";

import { Bell, BellOff } from "lucide-react";
import { useOptimistic } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import type { FollowLevel } from "@/lib/notices/types";
import type { Result } from "@/lib/result";
import { useTexts } from "#texts";

import { useTicketFreshness } from "./ticket-freshness";

/** Null: neither followed nor muted. */
type Level = FollowLevel | null;

export type FollowTicket = (input: {
  ticketId: string;
  level: Level;
}) => Promise<Result<{ level: Level }>>;

interface FollowButtonsProps {
  ticketId: string;
  level: Level;
  follow: FollowTicket;
}

/** Two toggle buttons; pressing one releases the other. The header shows the effect. */
export function FollowButtons({ ticketId, level, follow }: FollowButtonsProps) {
  const t = useTexts();
  const { run } = usePendingActions();
  const freshness = useTicketFreshness();
  const [shown, setShown] = useOptimistic(level);

  function press(pressed: FollowLevel): void {
    const next = shown === pressed ? null : pressed;
    run(async () => {
      freshness?.showNote(null);
      setShown(next);
      const answer = await actionResult(t, follow({ ticketId, level: next }));
      if (!answer.ok) return freshness?.showNote(null, answer);
      freshness?.showNote({ text: t(HINTS[answer.data.level ?? "usual"]), tone: "quiet" });
    });
  }

  return (["follow", "mute"] as const).map((one) => {
    const Icon = one === "follow" ? Bell : BellOff;
    return (
      <Button
        key={one}
        variant="secondary"
        size="small"
        aria-pressed={shown === one}
        onClick={() => press(one)}
        className="aria-pressed:border-primary aria-pressed:bg-tint aria-pressed:text-tint-foreground"
      >
        <Icon aria-hidden />
        {t(`follow.${one}`)}
      </Button>
    );
  });
}

const HINTS = { follow: "follow.followed", mute: "follow.muted", usual: "follow.usual" } as const;
