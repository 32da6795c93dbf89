import { MessageCard } from "@/components/tickets/conversation/message-card";
import { NewSince } from "@/components/tickets/conversation/new-since";
import { DetailsPanel } from "@/components/tickets/detail/details-panel";
import { HistoryPanel } from "@/components/tickets/detail/history/history-panel";
import { PastNote, VersionLinks } from "@/components/tickets/detail/history/past-version";
import { TicketHeader } from "@/components/tickets/detail/ticket-header";
import { TicketTools } from "@/components/tickets/detail/ticket-tools";
import type { MessageView, TicketDetail } from "@/lib/tickets/detail/types";

import { Sample, SampleSection } from "../sample";
import { SAMPLE_LOCALE } from "../sample-time";
import { SAMPLE_EVENT, SAMPLE_MESSAGE, SAMPLE_PAST, SAMPLE_TICKET } from "./sample-ticket";

const HEADERS: Readonly<Record<string, TicketDetail>> = {
  "your turn": SAMPLE_TICKET,
  "done, private and sensitive": {
    ...SAMPLE_TICKET,
    turn: "done",
    isSensitive: true,
    privacy: { isPrivate: true, mayChange: true },
  },
  "no longer at the provider": { ...SAMPLE_TICKET, goneAt: SAMPLE_TICKET.readAt },
  "a past version": SAMPLE_PAST,
  "a long subject": { ...SAMPLE_TICKET, subject: "Checkout answers with 502 ".repeat(8).trim() },
};

const MESSAGES: Readonly<Record<string, Partial<MessageView>>> = {
  "of the customer": { author: "Jane Example", sender: "customer" },
  "of the provider": {},
  automatic: { author: null, sender: "automation" },
  "of somebody unknown": { author: null, sender: "unknown" },
  encrypted: { encrypted: true },
  "encrypted, for staff": { encrypted: true, body: null },
  "without a text": { body: null },
  removed: { removedAt: SAMPLE_TICKET.readAt },
  "sent from here by a colleague": {
    author: "Sam Colleague",
    account: "Jane Example",
    sender: "customer",
  },
  "with a reference": { author: "Jane Example", sender: "customer", reference: "TB-KXWRPD" },
};

const locale = SAMPLE_LOCALE;

export function TicketSamples() {
  return (
    <SampleSection title="Ticket">
      {Object.entries(HEADERS).map(([state, ticket]) => (
        <Sample key={state} isWide name={`TicketHeader, ${state}`}>
          {/* Spaced as on the ticket page. */}
          <article className="grid gap-6 px-4">
            <TicketHeader ticket={ticket} locale={locale} audience="customer">
              {ticket.asOf ? (
                <VersionLinks ticket={ticket} locale={locale} audience="customer" />
              ) : null}
            </TicketHeader>
          </article>
        </Sample>
      ))}
      <Sample isWide name="PastNote">
        <PastNote ticket={SAMPLE_PAST} locale={locale} />
      </Sample>
      {Object.entries(MESSAGES).map(([state, changes]) => (
        <Sample key={state} name={`MessageCard, ${state}`}>
          <ol>
            <MessageCard
              message={{ ...SAMPLE_MESSAGE, id: state, ...changes }}
              providerName="HostUp"
              locale={locale}
            />
          </ol>
        </Sample>
      ))}
      <Sample name="MessageCard, of a past version">
        <ol>
          <MessageCard
            message={{ ...SAMPLE_MESSAGE, id: "past" }}
            providerName="HostUp"
            locale={locale}
            isChangedSince
          />
        </ol>
      </Sample>
      <Sample name="NewSince">
        <NewSince
          changes={Array.from({ length: 5 }, (_, id) => ({ ...SAMPLE_EVENT, id: `${id}` }))}
        />
      </Sample>
      <Sample name="DetailsPanel">
        <DetailsPanel ticket={SAMPLE_TICKET} locale={locale} audience="customer" />
      </Sample>
      <Sample name="DetailsPanel, of a past version">
        <DetailsPanel ticket={SAMPLE_PAST} locale={locale} audience="customer" />
      </Sample>
      <Sample name="HistoryPanel">
        <HistoryPanel
          ticketId="sample"
          history={SAMPLE_TICKET}
          locale={locale}
          audience="customer"
        />
      </Sample>
      <Sample name="TicketTools">
        <TicketTools page="/tickets" reference="#148402" />
      </Sample>
    </SampleSection>
  );
}
