import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";

import { type SearchParams, singleValues } from "@/app/search-params";
import { parsePointInTime } from "@/components/tickets/detail/point-in-time";
import { mayWriteSomewhere } from "@/lib/auth/permissions";
import { ownScope } from "@/lib/auth/scope";
import { requireViewer } from "@/lib/auth/viewer";
import { textsOf } from "@/lib/i18n/texts";
import { isId } from "@/lib/ids";
import { submissionInScope } from "@/lib/submissions/queries";
import { isolate } from "@/lib/text/direction";
import { shorten } from "@/lib/text/shorten";
import { loadOwnActions } from "@/lib/tickets/detail/foreign-events";
import { getTicket } from "@/lib/tickets/queries";
import { replyDraft } from "@/lib/tickets/reply/reply-box";

import { FiledTicket } from "./_components/filed-ticket";
import { PastTicket } from "./_components/past-ticket";
import { UnfiledTicket } from "./_components/unfiled-ticket";

/** Browsers show no more of a title. */
const MAX_TITLE_CHARACTERS = 120;

interface TicketPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** Loads a ticket, or a submission that has no ticket yet. */
const load = cache(
  async (id: string, atText: string | undefined, eventsBefore: string | undefined) => {
    const viewer = await requireViewer();
    const at = parsePointInTime(atText);
    const loadedAt = new Date();
    const isTicket = isId(id);
    // In one wave with the ticket.
    const [ticket, draft, ownActions] = await Promise.all([
      getTicket(viewer, id, at, eventsBefore),
      isTicket && mayWriteSomewhere(viewer) ? replyDraft(viewer, id) : null,
      isTicket ? loadOwnActions(viewer, id) : [],
    ]);
    return {
      viewer,
      draft,
      ownActions,
      at,
      loadedAt,
      ticket,
      submission: ticket
        ? null
        : ((await submissionInScope(textsOf(viewer.language), ownScope(viewer), id)) ?? notFound()),
    };
  },
);

async function loadPage({ params, searchParams }: TicketPageProps) {
  const { at, history } = await singleValues(searchParams);
  return load((await params).id, at, history);
}

export async function generateMetadata({
  params,
  searchParams,
}: TicketPageProps): Promise<Metadata> {
  const { ticket, submission } = await loadPage({ params, searchParams });
  const subject = ticket?.subject ?? submission?.subject;
  return {
    title: subject === undefined ? undefined : isolate(shorten(subject, MAX_TITLE_CHARACTERS)),
  };
}

export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const query = await singleValues(searchParams);
  const loaded = await loadPage({ params, searchParams });
  const { viewer, at, ticket, submission } = loaded;
  if (ticket?.asOf) return <PastTicket viewer={viewer} ticket={ticket} at={at} />;
  if (ticket) return <FiledTicket {...loaded} query={query} ticket={ticket} />;
  return submission ? <UnfiledTicket viewer={viewer} submission={submission} /> : notFound();
}
