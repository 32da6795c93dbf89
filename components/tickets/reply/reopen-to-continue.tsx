"use client";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import { useTexts } from "#texts";

import { useTicketFreshness } from "../detail/ticket-freshness";
import { ProviderLink } from "./reply-withheld";
import { type ActOnTicketAction, resultNote } from "./ticket-actions";

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
  const t = useTexts();
  const { pending, locked, run } = usePendingActions();
  const freshness = useTicketFreshness();

  function reopen() {
    run(async () => {
      const result = await actionResult(t, act({ formKey, ticketId, action: "reopen" }));
      if (!result.ok) return freshness?.showNote(null, result);
      freshness?.showNote(resultNote(t, "reopen", result.data));
    });
  }

  return (
    <section
      aria-label={t("ticketLive.continueTicket")}
      className="grid gap-3 rounded-lg border bg-card p-4"
    >
      <p className="text-pretty">{t("ticketLive.replyAtProvider", { provider: providerName })}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={locked} onClick={reopen}>
          {pending ? <Spinner /> : null}
          {t(pending ? "ticketLive.reopen.pending" : "ticketLive.reopenThis")}
        </Button>
        <ProviderLink providerName={providerName} providerUrl={providerUrl} />
      </div>
    </section>
  );
}
