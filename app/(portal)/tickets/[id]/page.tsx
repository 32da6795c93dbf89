import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { singleValues, type SearchParams } from "@/app/search-params";
import { requireViewer } from "@/lib/auth/viewer";
import { submissionInScope } from "@/lib/tickets/pending";
import { getTicket } from "@/lib/tickets/queries";
import { ownScope } from "@/lib/tickets/scope";
import { FiledTicket } from "./filed-ticket";
import { UnfiledTicket } from "./unfiled-ticket";

interface TicketPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** A ticket, or one that somebody has just filed and that is none yet: the address is the submission's then. */
const load = cache(async (id: string) => {
  const viewer = await requireViewer();
  const ticket = await getTicket(viewer, id);
  return { viewer, ticket, submission: ticket ? null : ((await submissionInScope(ownScope(viewer), id)) ?? notFound()) };
});

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const { ticket, submission } = await load((await params).id);
  return { title: ticket?.subject ?? submission?.subject };
}

export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const { viewer, ticket, submission } = await load((await params).id);
  if (ticket) return <FiledTicket viewer={viewer} ticket={ticket} returned={(await singleValues(searchParams)).submission} />;
  return submission ? <UnfiledTicket viewer={viewer} submission={submission} /> : notFound();
}
