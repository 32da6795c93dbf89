"use client";

import { useEffect, useState } from "react";

import { actionResult } from "@/components/feedback/action-result";
import { Button, buttonVariants } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Link } from "@/components/ui/navigation/link";
import { LinkPending } from "@/components/ui/navigation/link-pending";
import { focusMainContent } from "@/components/ui/navigation/main-content";
import { Spinner } from "@/components/ui/spinner";
import { PLAIN } from "@/lib/forms/plain-form";
import type { Translate } from "@/lib/i18n/message";
import type { Result } from "@/lib/result";
import { newTicketUrl, ticketActUrl } from "@/lib/routes";
import { asSentence } from "@/lib/text/sentence";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { type Note, useTicketFreshness } from "../detail/freshness/ticket-freshness";
import { ACTS_FORM } from "./acts-form";
import { CONTINUE_HINT, ContinueButton } from "./continue-reply";

export type ActOnTicket = "close" | "reopen" | "solve";

/** The outcome of a command at the provider. */
export interface Outcome {
  /** waiting: the provider did not accept it yet. */
  state: "sent" | "unknown" | "waiting";
  message: string | null;
  /** The provider's own words, untranslated. */
  words?: string;
}

export type ActOnTicketAction = (input: {
  formKey: string;
  ticketId: string;
  action: ActOnTicket;
}) => Promise<Result<Outcome>>;

/** Describes a command that the provider has not confirmed. */
export function unsettledText(
  t: Translate,
  { state, message }: Outcome & { state: "unknown" | "waiting" },
): string {
  return state === "waiting"
    ? `${asSentence(message || t("ticketLive.waiting"))} ${t("ticketLive.waitingHint")}`
    : t("ticketLive.unknownHint");
}

/** Says in the ticket's header what became of an action. */
export function resultNote(t: Translate, action: ActOnTicket, outcome: Outcome): Note {
  const { state, words } = outcome;
  if (state === "sent") return { text: t(`ticketLive.${action}.done`), tone: "quiet" };
  return {
    text: t(`ticketLive.${state}`),
    tone: "quiet",
    details: unsettledText(t, { ...outcome, state }),
    words: state === "waiting" ? words : undefined,
  };
}

interface TicketActionsProps {
  viewerId: string;
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
  viewerId,
  ticketId,
  actions,
  continueBy,
  formKeys,
  act,
}: TicketActionsProps) {
  const t = useTexts();
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
      const result = await actionResult(t, act({ formKey: formKeys[action], ticketId, action }));
      if (!result.ok) return freshness?.showNote(null, result);
      const note = resultNote(t, action, result.data);
      const isUndoable = action !== "reopen" && result.data.state === "sent";
      freshness?.showNote(isUndoable ? { ...note, undo: () => start("reopen") } : note);
    });
  }

  function draw(action: ActOnTicket) {
    const busy = pending && running === action;
    return (
      <Button
        key={action}
        type="submit"
        name={action}
        value={formKeys[action]}
        variant="secondary"
        size="small"
        disabled={isMissing}
        data-reply-instead={action === "reopen" ? "" : undefined}
        // A disabled button would lose the focus.
        aria-disabled={locked}
        onClick={(event) => {
          event.preventDefault();
          start(action);
        }}
      >
        {busy ? <Spinner /> : null}
        {t(busy ? `ticketLive.${action}.pending` : `ticketLive.${action}.label`)}
      </Button>
    );
  }

  return (
    <>
      {actions.length > 0 ? (
        <form
          id={ACTS_FORM}
          noValidate
          method="post"
          action={ticketActUrl(ticketId)}
          className="contents"
        >
          <HiddenFields values={{ [PLAIN.viewer]: viewerId }} />
          {actions.map(draw)}
        </form>
      ) : null}
      {continueBy === "new-ticket" ? (
        <Link
          href={newTicketUrl({ continues: ticketId })}
          aria-describedby={CONTINUE_HINT}
          data-reply-instead="continue"
          className={buttonVariants({ size: "small" })}
        >
          <LinkPending />
          {t("ticketLive.continue")}
        </Link>
      ) : null}
      {continueBy === "reopen-and-reply" || continueBy === "reopen" ? (
        <ContinueButton ticketId={ticketId} disabled={locked || isMissing} />
      ) : null}
    </>
  );
}

const HINTS = {
  "reopen-and-reply": "ticketLive.continueByReply",
  reopen: "ticketLive.continueByReopening",
  "new-ticket": "ticketLive.continueByNewTicket",
} as const satisfies Record<NonNullable<TicketDetail["continueBy"]>, string>;

/** Explains what "Continue" will do, and the other button beside it. */
export function ContinueHint({
  continueBy,
  providerName,
  mayReopen,
}: {
  continueBy: NonNullable<TicketDetail["continueBy"]>;
  providerName: string;
  mayReopen: boolean;
}) {
  const t = useTexts();
  return (
    <p id={CONTINUE_HINT} className="text-[0.8125rem] text-muted-foreground print:hidden">
      {t(HINTS[continueBy], { provider: providerName })}
      {mayReopen ? ` ${t("ticketLive.reopenOnly")}` : null}
    </p>
  );
}
