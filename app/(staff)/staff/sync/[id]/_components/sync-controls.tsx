"use client";

import { useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import type { Result } from "@/lib/result";
import type { SyncAction } from "@/lib/review/schemas";

export type ControlSync = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface SyncControlsProps {
  connectionId: string;
  actions: readonly SyncAction[];
  controlSync: ControlSync;
}

const ACTION_TEXTS: Record<SyncAction, { label: string; done: string }> = {
  retry: { label: "Retry", done: "It syncs next, unless the provider has asked us to wait." },
  pause: { label: "Pause", done: "Paused. The current sync will finish." },
  resume: { label: "Resume", done: "Resumed. It syncs as soon as a worker is free." },
  full_sweep: {
    label: "Full sweep",
    done: "Everything will be synced again, deletions included, as soon as a worker is free.",
  },
};

export function SyncControls({ connectionId, actions, controlSync }: SyncControlsProps) {
  const { pending, locked, run: begin } = usePendingActions();
  const [current, setCurrent] = useState<SyncAction | null>(null);
  const [outcome, setOutcome] = useState<{ text: string; failed: boolean } | null>(null);

  function run(action: SyncAction) {
    begin(async () => {
      setCurrent(action);
      setOutcome(null);
      const result = await actionResult(controlSync({ connectionId, move: action }));
      setOutcome(
        result.ok
          ? { text: ACTION_TEXTS[action].done, failed: false }
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
          {ACTION_TEXTS[action].label}
        </Button>
      ))}
      <p
        aria-live="polite"
        className={`text-[0.8125rem] ${outcome?.failed ? "text-destructive" : "text-muted-foreground"}`}
      >
        {pending ? "One moment…" : outcome?.text}
      </p>
    </div>
  );
}
