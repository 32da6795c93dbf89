"use client";

import { useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import { MarkedText } from "@/components/ui/text/marked-text";
import type { Result } from "@/lib/result";
import type { SyncAction } from "@/lib/review/schemas";
import { useTexts } from "#texts";

export type ControlSync = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface SyncControlsProps {
  connectionId: string;
  actions: readonly SyncAction[];
  controlSync: ControlSync;
}

const ACTION_TEXTS = {
  retry: { label: "syncControls.retry", done: "syncControls.retried" },
  pause: { label: "syncControls.pause", done: "syncControls.paused" },
  resume: { label: "syncControls.resume", done: "syncControls.resumed" },
  full_sweep: { label: "syncControls.fullSync", done: "syncControls.fullSyncStarted" },
} as const satisfies Record<SyncAction, unknown>;

export function SyncControls({ connectionId, actions, controlSync }: SyncControlsProps) {
  const t = useTexts();
  const { pending, locked, run: begin } = usePendingActions();
  const [current, setCurrent] = useState<SyncAction | null>(null);
  const [outcome, setOutcome] = useState<{ text: string; failed: boolean } | null>(null);

  function run(action: SyncAction) {
    begin(async () => {
      setCurrent(action);
      setOutcome(null);
      const result = await actionResult(t, controlSync({ connectionId, move: action }));
      setOutcome(
        result.ok
          ? { text: t(ACTION_TEXTS[action].done), failed: false }
          : { text: result.message, failed: true },
      );
    });
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {actions.map((action, index) => (
        // Keyed by index: "Pause" becomes "Resume" and keeps the focus.
        <Button
          key={index}
          variant="secondary"
          size="small"
          aria-disabled={locked}
          onClick={() => run(action)}
        >
          {pending && current === action ? <Spinner /> : null}
          {t(ACTION_TEXTS[action].label)}
        </Button>
      ))}
      <p
        aria-live="polite"
        className={`text-[0.8125rem] ${outcome?.failed ? "text-destructive" : "text-muted-foreground"}`}
      >
        <MarkedText text={pending ? t("syncControls.moment") : (outcome?.text ?? "")} />
      </p>
    </div>
  );
}
