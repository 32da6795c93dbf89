import type { ReactNode } from "react";
import type { Locale } from "@/components/ui/moment";
import type { TicketDetail } from "@/lib/tickets/types";
import { AttachmentsPanel } from "./attachments-panel";
import { Conversation } from "./conversation";
import { DetailsPanel } from "./details-panel";
import { FreshnessProblems } from "./freshness-problems";
import { HistoryPanel } from "./history-panel";
import { PendingSubmissions } from "./pending-submissions";
import { ReplyForm, type SendReply } from "./reply-form";
import type { Sync } from "./sync-now";
import { TicketActions, type Act, type TicketMove } from "./ticket-actions";
import { TicketHeader } from "./ticket-header";

/** What a customer may do on the page; staff of the portal have none of it. */
export interface TicketDoing {
  sync: Sync;
  send: SendReply;
  act: Act;
  /** One for each thing that can be done from this page as it was rendered. */
  formKeys: Record<TicketMove | "reply", string>;
}

interface TicketViewProps {
  ticket: TicketDetail;
  locale: Locale;
  back: { href: string; label: string };
  doing?: TicketDoing;
  refresh?: ReactNode;
  /** Shows every event with what stood before and after. */
  thorough?: boolean;
  /** What a reviewer sees below the conversation. */
  children?: ReactNode;
}

/** One ticket: what was said, what can be done, what is known. */
export function TicketView({ ticket, locale, back, doing, refresh, thorough, children }: TicketViewProps) {
  const moves = ticket.actions.filter((action): action is TicketMove => action !== "reply");
  return (
    <article className="grid gap-6">
      <TicketHeader ticket={ticket} locale={locale} back={back} sync={ticket.freshness.status === "disconnected" ? undefined : doing?.sync} refresh={refresh}>
        {doing && moves.length > 0 ? <TicketActions ticketId={ticket.id} moves={moves} formKeys={doing.formKeys} act={doing.act} /> : null}
      </TicketHeader>
      <FreshnessProblems freshness={[ticket.freshness]} locale={locale} own={doing !== undefined} />
      <PendingSubmissions submissions={ticket.pending} locale={locale} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
        <div className="grid min-w-0 gap-4">
          <Conversation ticket={ticket} locale={locale} />
          {doing && ticket.actions.includes("reply") ? (
            <ReplyForm ticketId={ticket.id} providerName={ticket.provider.name} formKey={doing.formKeys.reply} send={doing.send} />
          ) : null}
          {children}
        </div>
        <div className="grid min-w-0 gap-4">
          <DetailsPanel ticket={ticket} locale={locale} />
          <AttachmentsPanel ticket={ticket} />
          <HistoryPanel events={ticket.events} locale={locale} thorough={thorough} />
        </div>
      </div>
    </article>
  );
}
