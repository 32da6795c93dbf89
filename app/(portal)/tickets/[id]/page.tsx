import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache, Suspense } from "react";
import { Checking } from "@/components/tickets/refresh-notice";
import { TicketView } from "@/components/tickets/ticket-view";
import { requireViewer } from "@/lib/auth/viewer";
import { getTicket, needsRefresh } from "@/lib/tickets/queries";
import { actOnTicketAction, sendReplyAction, syncTicketAction } from "../actions";
import { FreshReading } from "./fresh-reading";

interface TicketPageProps {
  params: Promise<{ id: string }>;
}

const load = cache(async (id: string) => {
  const viewer = await requireViewer();
  return { viewer, ticket: (await getTicket(viewer, id)) ?? notFound() };
});

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const { ticket } = await load((await params).id);
  return { title: ticket.subject };
}

export default async function TicketPage({ params }: TicketPageProps) {
  const { viewer, ticket } = await load((await params).id);
  const formKeys = { reply: randomUUID(), close: randomUUID(), reopen: randomUUID(), solve: randomUUID() };
  return (
    <TicketView
      ticket={ticket}
      locale={viewer}
      back={{ href: "/tickets", label: "Tickets" }}
      doing={{ sync: syncTicketAction.bind(null, { ticketId: ticket.id }), send: sendReplyAction, act: actOnTicketAction, formKeys }}
      refresh={needsRefresh(ticket) ? <Suspense fallback={<Checking provider={ticket.provider} />}><FreshReading viewer={viewer} ticket={ticket} /></Suspense> : null}
    />
  );
}
