"use client";

import { Bell, BellOff } from "lucide-react";
import { type ReactNode, useOptimistic } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { PLAIN } from "@/lib/forms/plain-form";
import type { FollowLevel } from "@/lib/notices/types";
import type { Result } from "@/lib/result";
import { type Audience, ticketActUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { useTicketFreshness } from "./freshness/ticket-freshness";

/** Null: neither followed nor muted. */
type Level = FollowLevel | null;

export type FollowTicket = (input: {
  ticketId: string;
  level: Level;
}) => Promise<Result<{ level: Level }>>;

interface FollowButtonsProps {
  viewerId: string;
  audience: Audience;
  ticketId: string;
  level: Level;
  follow: FollowTicket;
  /** In place of "Follow": why the person follows it anyway, unless it is muted. */
  involvement?: ReactNode;
}

/** Two toggle buttons; pressing one releases the other. The header shows the effect. */
export function FollowButtons({
  viewerId,
  audience,
  ticketId,
  level,
  follow,
  involvement,
}: FollowButtonsProps) {
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

  function draw(one: FollowLevel) {
    const Icon = one === "follow" ? Bell : BellOff;
    return (
      <Button
        type="submit"
        name="level"
        value={shown === one ? "" : one}
        variant="secondary"
        size="small"
        aria-pressed={shown === one}
        onClick={(event) => {
          event.preventDefault();
          press(one);
        }}
        className="aria-pressed:border-primary aria-pressed:bg-tint aria-pressed:text-tint-foreground"
      >
        <Icon aria-hidden />
        {t(`follow.${one}`)}
      </Button>
    );
  }

  return (
    <form noValidate method="post" action={ticketActUrl(ticketId)} className="contents">
      <HiddenFields values={{ [PLAIN.viewer]: viewerId, [PLAIN.audience]: audience }} />
      {involvement && shown !== "follow" ? shown === null && involvement : draw("follow")}
      {draw("mute")}
    </form>
  );
}

const HINTS = { follow: "follow.followed", mute: "follow.muted", usual: "follow.usual" } as const;
