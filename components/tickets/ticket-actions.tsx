"use client";

import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { FailureAlert, UNREACHABLE } from "./failure-alert";

export type TicketMove = "close" | "reopen" | "solve";

export type Act = (input: { formKey: string; ticketId: string; action: TicketMove }) => Promise<Result<{ state: "sent" | "unknown" | "sending" }>>;

const WORDS: Record<TicketMove, { label: string; pending: string; done: string }> = {
  reopen: { label: "Reopen ticket", pending: "Reopening…", done: "The ticket is open again." },
  solve: { label: "Mark as solved", pending: "Marking as solved…", done: "The ticket is marked as solved." },
  close: { label: "Close ticket", pending: "Closing…", done: "The ticket is closed." },
};

const UNCONFIRMED = "The provider has not confirmed this yet. “Sync now” shows how the ticket stands.";

interface TicketActionsProps {
  ticketId: string;
  moves: TicketMove[];
  /** One key for each move: each is done once, however often it is pressed. */
  formKeys: Record<TicketMove, string>;
  act: Act;
}

/** What can be done to the ticket as it stands. */
export function TicketActions({ ticketId, moves, formKeys, act }: TicketActionsProps) {
  const [running, setRunning] = useState<TicketMove | null>(null);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const outcome = useRef<HTMLDivElement>(null);

  function run(action: TicketMove) {
    setRunning(action);
    setFailure(null);
    setSaid(null);
    startTransition(async () => {
      const result = await act({ formKey: formKeys[action], ticketId, action }).catch(() => UNREACHABLE);
      setFailure(result.ok ? null : result);
      setSaid(result.ok ? (result.data.state === "sent" ? WORDS[action].done : UNCONFIRMED) : null);
      // The button that was pressed is gone once its move is done.
      outcome.current?.focus();
    });
  }

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {moves.map((move) => {
          const busy = pending && running === move;
          return (
            <Button key={move} variant="secondary" size="small" disabled={pending} onClick={() => run(move)}>
              {busy ? <Spinner /> : null}
              {busy ? WORDS[move].pending : WORDS[move].label}
            </Button>
          );
        })}
      </div>
      <div ref={outcome} tabIndex={-1} aria-live="polite" className="outline-none empty:absolute">
        {failure ? <FailureAlert failure={failure} title="Nothing was changed" /> : null}
        {said ? <p className="text-[0.8125rem]">{said}</p> : null}
      </div>
    </div>
  );
}
