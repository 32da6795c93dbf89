"use client";

import { Bell, BellOff } from "lucide-react";
import { useOptimistic, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { FailureAlert } from "@/components/feedback/failure-alert";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import type { FollowLevel } from "@/lib/notices/types";
import type { Failure, Result } from "@/lib/result";
import { useTexts } from "#texts";

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

/** Two toggle buttons; pressing one releases the other. */
export function FollowButtons({ ticketId, level, follow }: FollowButtonsProps) {
  const t = useTexts();
  const { run } = usePendingActions();
  const [shown, setShown] = useOptimistic(level);
  const [answer, setAnswer] = useState<Result<{ level: Level }> | null>(null);
  const failure: Failure | null = answer && !answer.ok ? answer : null;

  function press(pressed: FollowLevel): void {
    const next = shown === pressed ? null : pressed;
    run(async () => {
      setAnswer(null);
      setShown(next);
      setAnswer(await actionResult(t, follow({ ticketId, level: next })));
    });
  }

  return (
    <>
      <div role="group" aria-label={t("follow.label")} className="flex gap-2">
        {(["follow", "mute"] as const).map((one) => {
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
        })}
      </div>
      <p
        role="status"
        className="w-full text-right text-[0.8125rem] text-muted-foreground empty:sr-only"
      >
        {answer?.ok ? t(HINTS[answer.data.level ?? "usual"]) : null}
      </p>
      {failure ? (
        <div className="w-full">
          <FailureAlert failure={failure} title={t("follow.failed")} />
        </div>
      ) : null}
    </>
  );
}

const HINTS = { follow: "follow.followed", mute: "follow.muted", usual: "follow.usual" } as const;
