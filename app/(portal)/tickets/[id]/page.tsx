import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { singleValues, type SearchParams } from "@/app/search-params";
import { askedMoment } from "@/components/tickets/moments";
import { requireViewer } from "@/lib/auth/viewer";
import { submissionInScope } from "@/lib/tickets/pending";
import { getTicket } from "@/lib/tickets/queries";
import { ownScope } from "@/lib/tickets/scope";
import { FiledTicket } from "./filed-ticket";
import { PastTicket } from "./past-ticket";
import { UnfiledTicket } from "./unfiled-ticket";

interface TicketPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** A ticket, or one that somebody has just filed and that is none yet: the address is the submission's then. */
const load = cache(async (id: string, asked: string | undefined) => {
  const viewer = await requireViewer();
  const at = askedMoment(asked);
  const loadedAt = new Date();
  const ticket = await getTicket(viewer, id, at);
  return { viewer, at, loadedAt, ticket, submission: ticket ? null : ((await submissionInScope(ownScope(viewer), id)) ?? notFound()) };
});

export async function generateMetadata({ params, searchParams }: TicketPageProps): Promise<Metadata> {
  const { ticket, submission } = await load((await params).id, (await singleValues(searchParams)).at);
  return { title: ticket?.subject ?? submission?.subject };
}

export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const { at: asked, submission: returned, download } = await singleValues(searchParams);
  const { viewer, at, loadedAt, ticket, submission } = await load((await params).id, asked);
  if (ticket?.asOf) return <PastTicket viewer={viewer} ticket={ticket} at={at} />;
  if (ticket) return <FiledTicket download={download} viewer={viewer} ticket={ticket} returned={returned} at={at} loadedAt={loadedAt} />;
  return submission ? <UnfiledTicket viewer={viewer} submission={submission} /> : notFound();
}
