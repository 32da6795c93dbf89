import { ExternalLink } from "lucide-react";

import { buttonVariants } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { type Locale } from "@/components/ui/time/format-time";
import { Time } from "@/components/ui/time/time";
import type { PendingSubmission } from "@/lib/submissions/types";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import type { DecisionHandler } from "../../submissions/submission-actions";
import { foldMessages } from "./fold-messages";
import { MessageDays } from "./message-days";
import { NEW, NewSince } from "./new-since";
import { PendingMessage } from "./pending-message";

/** Links to the provider when it does not expose the conversation, or no longer does. */
function ConversationAtProvider({ ticket, locale }: { ticket: TicketDetail; locale: Locale }) {
  const t = useTexts();
  const provider = ticket.provider.name;
  const { conversationReadAt } = ticket;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-dashed px-4 py-3">
      <p className="flex-1 basis-72 text-pretty text-muted-foreground">
        {conversationReadAt
          ? t.rich("conversation.lastRead", {
              provider,
              time: () => <Time at={conversationReadAt} locale={locale} show="dated" />,
            })
          : t("conversation.atProvider", { provider })}
      </p>
      {ticket.providerUrl ? (
        <a
          href={ticket.providerUrl}
          rel="noopener noreferrer"
          target="_blank"
          className={buttonVariants({ variant: ticket.mayNotReply ? "primary" : "secondary" })}
        >
          {t("conversation.openAtProvider", { provider })}
          <ExternalLink aria-hidden />
        </a>
      ) : null}
    </div>
  );
}

interface ConversationProps {
  ticket: TicketDetail;
  /** Messages that the mirror has not read back yet. */
  pending: readonly PendingSubmission[];
  locale: Locale;
  decisionHandler?: DecisionHandler;
}

/** Shows messages, oldest first, then pending ones; it opens at what is new. */
export function Conversation({ ticket, pending, locale, decisionHandler }: ConversationProps) {
  const t = useTexts();
  const { opening, folded, shown, firstNewId, newCount, changes } = foldMessages(ticket);
  const provider = ticket.provider.name;
  const days = { providerName: provider, locale, changed: ticket.differences?.messages };
  return (
    <section aria-label={t("conversation.title")} className="grid gap-3">
      <h2 className="sr-only">{t("conversation.title")}</h2>
      {firstNewId === null ? null : (
        <a href={`#${NEW}`} className="text-link w-fit text-[0.8125rem]">
          {t("conversation.newCount", { count: newCount })}
        </a>
      )}
      {ticket.messages.length + pending.length > 0 ? (
        <>
          <MessageDays messages={opening} {...days} />
          {folded.length > 0 ? (
            <Disclosure
              summary={t("conversation.earlier", { count: folded.length })}
              className="rounded-lg border border-dashed px-4 py-2.5 text-[0.8125rem]"
            >
              <div className="mt-3 grid gap-3 text-sm">
                <MessageDays messages={folded} {...days} />
              </div>
            </Disclosure>
          ) : null}
          {firstNewId === null && changes.length > 0 ? <NewSince changes={changes} /> : null}
          <MessageDays
            messages={shown}
            firstNewId={firstNewId}
            newSince={<NewSince changes={changes} />}
            {...days}
          />
          {pending.length > 0 ? (
            <ol className="grid gap-3">
              {pending.map((submission) => (
                <PendingMessage
                  key={submission.id}
                  submission={submission}
                  locale={locale}
                  decisionHandler={decisionHandler}
                />
              ))}
            </ol>
          ) : null}
        </>
      ) : ticket.hasConversation ? (
        <p className="rounded-lg border border-dashed px-4 py-6 text-center text-muted-foreground">
          {t("conversation.none")}
        </p>
      ) : null}
      {ticket.hasConversation ? null : <ConversationAtProvider ticket={ticket} locale={locale} />}
    </section>
  );
}
