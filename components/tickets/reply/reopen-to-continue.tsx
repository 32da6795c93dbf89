"use client";

import { actionResult } from "@/components/feedback/action-result";
import { Button } from "@/components/ui/button";
import { HiddenFields } from "@/components/ui/form/hidden-fields";
import { usePendingActions } from "@/components/ui/hooks/use-pending-actions";
import { Spinner } from "@/components/ui/spinner";
import { PLAIN } from "@/lib/forms/plain-form";
import { ticketActUrl } from "@/lib/routes";
import { useTexts } from "#texts";

import { useTicketFreshness } from "../detail/freshness/ticket-freshness";
import { ProviderLink } from "./provider-link";
import { type ActOnTicketAction, resultNote } from "./ticket-actions";

interface ReopenToContinueProps {
  viewerId: string;
  ticketId: string;
  providerName: string;
  providerUrl: string | null;
  formKey: string;
  act: ActOnTicketAction;
}

/** For providers that take no replies by API: reopens the ticket and links to the provider. */
export function ReopenToContinue({
  viewerId,
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
        <form noValidate method="post" action={ticketActUrl(ticketId)} className="contents">
          <HiddenFields values={{ [PLAIN.viewer]: viewerId }} />
          <Button
            type="submit"
            name="reopen"
            value={formKey}
            size="small"
            disabled={locked}
            onClick={(event) => {
              event.preventDefault();
              reopen();
            }}
          >
            {pending ? <Spinner /> : null}
            {t(pending ? "ticketLive.reopen.pending" : "ticketLive.reopenThis")}
          </Button>
        </form>
        <ProviderLink providerName={providerName} providerUrl={providerUrl} />
      </div>
    </section>
  );
}
