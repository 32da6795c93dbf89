"use client";

import { ExternalLink } from "lucide-react";

import { actionResult } from "@/components/feedback/action-result";
import { Button, buttonVariants } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";

import { useTicketFreshness } from "../detail/ticket-freshness";
import { type ActOnTicketAction, unsettledText } from "./ticket-actions";

interface ReopenToContinueProps {
  ticketId: string;
  providerName: string;
  providerUrl: string | null;
  formKey: string;
  act: ActOnTicketAction;
}

/** For providers that take no replies by API: reopens the ticket and links to the provider. */
export function ReopenToContinue({
  ticketId,
  providerName,
  providerUrl,
  formKey,
  act,
}: ReopenToContinueProps) {
  const { pending, locked, run } = usePendingActions();
  const freshness = useTicketFreshness();

  function reopen() {
    run(async () => {
      const result = await actionResult(act({ formKey, ticketId, action: "reopen" }));
      if (!result.ok) return freshness?.showNote(null, result);
      const { state } = result.data;
      freshness?.showNote(
        state === "sent"
          ? { text: "The ticket is open again.", tone: "quiet" }
          : { text: unsettledText({ ...result.data, state }), tone: "quiet" },
      );
    });
  }

  return (
    <section aria-label="Continue this ticket" className="grid gap-3 rounded-lg border bg-card p-4">
      <p className="text-pretty">
        You can only reply on {providerName}’s site. Reopen the ticket here, then reply there.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={locked} onClick={reopen}>
          {pending ? <Spinner /> : null}
          {pending ? "Reopening…" : `Reopen at ${providerName}`}
        </Button>
        {providerUrl ? (
          <a
            href={providerUrl}
            rel="noopener noreferrer"
            target="_blank"
            className={buttonVariants({ variant: "secondary", size: "small" })}
          >
            Open at {providerName}
            <ExternalLink aria-hidden />
          </a>
        ) : null}
      </div>
    </section>
  );
}
