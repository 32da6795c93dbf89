"use client";

import Link from "next/link";
import { useEffect, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button, buttonVariants } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import { focusMainContent } from "@/components/ui/navigation/main-content";
import { Spinner } from "@/components/ui/spinner";
import type { Result } from "@/lib/result";
import { newTicketUrl } from "@/lib/routes";
import { asSentence } from "@/lib/text/sentence";
import type { TicketDetail } from "@/lib/tickets/detail/types";

import { useTicketFreshness } from "../detail/ticket-freshness";
import { CONTINUE_HINT, ContinueButton } from "./continue-reply";

export type ActOnTicket = "close" | "reopen" | "solve";

/** waiting: the provider did not accept it yet. */
type TicketActionResult = Result<{
  state: "sent" | "unknown" | "waiting";
  message: string | null;
}>;

export type ActOnTicketAction = (input: {
  formKey: string;
  ticketId: string;
  action: ActOnTicket;
}) => Promise<TicketActionResult>;

const ACTION_TEXTS: Record<ActOnTicket, { label: string; pending: string; done: string }> = {
  reopen: { label: "Reopen ticket", pending: "Reopening…", done: "The ticket is open again." },
  solve: {
    label: "Mark as solved",
    pending: "Marking as solved…",
    done: "The ticket is marked as solved.",
  },
  close: { label: "Close ticket", pending: "Closing…", done: "The ticket is closed." },
};

/** Describes an action that the provider has not confirmed. */
export function unsettledText({
  state,
  message,
}: {
  state: "unknown" | "waiting";
  message: string | null;
}): string {
  return state === "waiting"
    ? `${asSentence(message ?? "Not sent yet.")} We’ll keep trying; see below.`
    : "The provider has not confirmed this yet. We’re checking; see below.";
}

function unsettledSummary(state: "unknown" | "waiting"): string {
  return state === "waiting" ? "Not sent yet." : "Not confirmed yet.";
}

interface TicketActionsProps {
  ticketId: string;
  actions: readonly ActOnTicket[];
  /** How a closed ticket can be continued. */
  continueBy: TicketDetail["continueBy"];
  /** Idempotency keys: each action runs once, however often it is pressed. */
  formKeys: Record<ActOnTicket, string>;
  act: ActOnTicketAction;
}

/** No button ever takes the place of the one that it undoes. */
export function TicketActions({
  ticketId,
  actions,
  continueBy,
  formKeys,
  act,
}: TicketActionsProps) {
  const [running, setRunning] = useState<ActOnTicket | null>(null);
  const { pending, locked, run } = usePendingActions();
  const freshness = useTicketFreshness();
  const isMissing = freshness?.isMissing ?? false;
  const offered = actions.join(" ");

  useEffect(() => {
    if (running && document.activeElement === document.body) focusMainContent();
  }, [offered, running]);

  function start(action: ActOnTicket) {
    run(async () => {
      setRunning(action);
      freshness?.showNote(null);
      const result = await actionResult(act({ formKey: formKeys[action], ticketId, action }));
      if (!result.ok) return freshness?.showNote(null, result);
      const { state } = result.data;
      if (state === "sent") freshness?.showNote({ text: ACTION_TEXTS[action].done, tone: "quiet" });
      else
        freshness?.showNote({
          text: unsettledSummary(state),
          tone: "quiet",
          details: unsettledText({ ...result.data, state }),
        });
    });
  }

  return (
    <>
      {actions.map((action) => {
        const busy = pending && running === action;
        return (
          <Button
            key={action}
            variant="secondary"
            size="small"
            disabled={isMissing}
            // A disabled button would lose the focus.
            aria-disabled={locked}
            onClick={() => start(action)}
          >
            {busy ? <Spinner /> : null}
            {busy ? ACTION_TEXTS[action].pending : ACTION_TEXTS[action].label}
          </Button>
        );
      })}
      {continueBy === "new-ticket" ? (
        <Link
          href={newTicketUrl({ continues: ticketId })}
          prefetch={false}
          aria-describedby={CONTINUE_HINT}
          className={buttonVariants({ size: "small" })}
        >
          <LinkPending />
          Continue
        </Link>
      ) : null}
      {continueBy === "reopen-and-reply" || continueBy === "reopen" ? (
        <ContinueButton disabled={locked || isMissing} />
      ) : null}
    </>
  );
}

const HINTS: Record<NonNullable<TicketDetail["continueBy"]>, (provider: string) => string> = {
  "reopen-and-reply": () => "“Continue” opens a reply. Sending it reopens the ticket.",
  reopen: (provider) =>
    `“Continue” shows how to reply at ${provider}. Nothing changes until you reopen the ticket.`,
  "new-ticket": () => "“Continue” starts a follow-up ticket. This one stays closed.",
};

/** Explains what "Continue" will do. */
export function ContinueHint({
  continueBy,
  providerName,
}: {
  continueBy: NonNullable<TicketDetail["continueBy"]>;
  providerName: string;
}) {
  return (
    <p id={CONTINUE_HINT} className="text-[0.8125rem] text-muted-foreground print:hidden">
      {HINTS[continueBy](providerName)}
    </p>
  );
}
