"use client";

import Link from "next/link";
import { useRef, useState, useTransition } from "react";
import { actionResult } from "@/components/feedback/action-result";
import { Button, buttonVariants } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/link-pending";
import { Spinner } from "@/components/ui/spinner";
import type { Failure, Result } from "@/lib/result";
import { asSentence } from "@/lib/text/sentence";
import type { TicketDetail } from "@/lib/tickets/types";
import { ContinueReplyButton } from "./continue-reply";
import { FailureAlert } from "./failure-alert";

export type TicketAction = "close" | "reopen" | "solve";

/** waiting: the provider turned it away for now. */
export type Done = Result<{ state: "sent" | "unknown" | "waiting"; message: string | null }>;

export type Act = (input: { formKey: string; ticketId: string; action: TicketAction }) => Promise<Done>;

/** A button: what it does, and under which of the page's keys. */
type Move = TicketAction | "continue";

const ACTION: Record<Move, TicketAction> = { close: "close", reopen: "reopen", solve: "solve", continue: "reopen" };

const WORDS: Record<Move, { label: string; pending: string; done: string }> = {
  continue: { label: "Continue", pending: "Reopening…", done: "The ticket is open again." },
  reopen: { label: "Reopen ticket", pending: "Reopening…", done: "The ticket is open again." },
  solve: { label: "Mark as solved", pending: "Marking as solved…", done: "The ticket is marked as solved." },
  close: { label: "Close ticket", pending: "Closing…", done: "The ticket is closed." },
};

/** What to say of something that the provider has not confirmed. */
export function notYet({ state, message }: { state: "unknown" | "waiting"; message: string | null }): string {
  return state === "waiting" ? `${asSentence(message ?? "It could not be sent just now")} It is tried again by itself, and stands below until then.` : "The provider has not confirmed this yet. We are checking; it stands below until it is known.";
}

interface TicketActionsProps {
  ticketId: string;
  actions: readonly TicketAction[];
  /** How a finished ticket is gone on with. */
  continueBy: TicketDetail["continueBy"];
  /** One key for each move: each is done once, however often it is pressed. */
  formKeys: Record<Move, string>;
  act: Act;
}

/** What can be done to the ticket as it stands. */
export function TicketActions({ ticketId, actions, continueBy, formKeys, act }: TicketActionsProps) {
  const [running, setRunning] = useState<Move | null>(null);
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const outcome = useRef<HTMLDivElement>(null);
  const moves: Move[] = continueBy === "reopen" ? ["continue", ...actions] : [...actions];

  function run(move: Move) {
    setRunning(move);
    setFailure(null);
    setSaid(null);
    startTransition(async () => {
      const result = await actionResult(act({ formKey: formKeys[move], ticketId, action: ACTION[move] }));
      setFailure(result.ok ? null : result);
      if (result.ok) setSaid(result.data.state === "sent" ? WORDS[move].done : notYet({ ...result.data, state: result.data.state }));
      // The button that was pressed is gone once its move is done.
      outcome.current?.focus();
    });
  }

  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {continueBy === "reopen-and-reply" ? <ContinueReplyButton disabled={pending} /> : null}
        {continueBy === "new-ticket" ? <Link href={`/tickets/new?continues=${ticketId}`} prefetch={false} className={buttonVariants({ size: "small" })}><LinkPending />Continue</Link> : null}
        {moves.map((move) => {
          const busy = pending && running === move;
          return (
            <Button key={move} variant={move === "continue" ? "primary" : "secondary"} size="small" disabled={pending} onClick={() => run(move)}>
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
