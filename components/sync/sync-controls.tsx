"use client";

import { useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import type { Result } from "@/lib/result";
import type { SyncAction } from "@/lib/review/schemas";

export type ControlSync = (input: unknown) => Promise<Result<{ connectionId: string }>>;

interface SyncMovesProps {
  connectionId: string;
  moves: readonly SyncAction[];
  move: ControlSync;
}

const WORDS: Record<SyncAction, { label: string; done: string }> = {
  retry: { label: "Retry", done: "It syncs next, unless the provider has asked us to wait." },
  pause: { label: "Pause", done: "Paused. The current sync will finish." },
  resume: { label: "Resume", done: "Resumed. It syncs as soon as a worker is free." },
  full_sweep: {
    label: "Full sweep",
    done: "Everything will be synced again, deletions included, as soon as a worker is free.",
  },
};

/** What staff can do about one connection's reading. */
export function SyncControls({ connectionId, moves, move }: SyncMovesProps) {
  const { pending, locked, run: begin } = usePendingActions();
  const [asked, setAsked] = useState<SyncAction | null>(null);
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);

  function run(wanted: SyncAction) {
    begin(async () => {
      setAsked(wanted);
      setSaid(null);
      const result = await actionResult(move({ connectionId, move: wanted }));
      setSaid(
        result.ok
          ? { text: WORDS[wanted].done, failed: false }
          : { text: result.message, failed: true },
      );
    });
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      {moves.map((each, place) => (
        // By place: the button that paused is the one that resumes, and keeps the focus.
        <Button
          key={place}
          variant="secondary"
          size="small"
          aria-disabled={locked}
          onClick={() => run(each)}
        >
          {pending && asked === each ? <Spinner /> : null}
          {WORDS[each].label}
        </Button>
      ))}
      <p
        aria-live="polite"
        className={`text-[0.8125rem] ${said?.failed ? "text-destructive" : "text-muted-foreground"}`}
      >
        {pending ? "One moment…" : said?.text}
      </p>
    </div>
  );
}
