import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { followTicketAction } from "@/app/(portal)/tickets/setting-actions";
import { CaseFiles } from "@/app/(staff)/staff/tickets/[id]/_components/case-file-panel";
import { CasesPanel } from "@/app/(staff)/staff/tickets/[id]/_components/cases/cases-panel";
import { NotesPanel } from "@/app/(staff)/staff/tickets/[id]/_components/notes/notes-panel";
import { ReviewPanels } from "@/app/(staff)/staff/tickets/[id]/_components/review-panels";
import { removeNoteAction, writeNoteAction } from "@/app/(staff)/staff/tickets/[id]/actions";
import { PageTexts } from "@/app/browser-texts";
import { type SearchParams, singleValues } from "@/app/search-params";
import { ReasonForm } from "@/components/reasons/reason-form";
import { DownloadFailed } from "@/components/tickets/conversation/download-failed";
import { ActOutcome } from "@/components/tickets/detail/act-outcome";
import { parsePointInTime } from "@/components/tickets/detail/history/point-in-time";
import { TicketNotices } from "@/components/tickets/detail/ticket-notices";
import { TICKET_TEXTS } from "@/components/tickets/detail/ticket-texts";
import { TicketPageContent } from "@/components/tickets/detail/ticket-view";
import { LifePanel } from "@/components/tickets/life/life-panel";
import { forViewer } from "@/lib/auth/page-viewer";
import { requireStaff } from "@/lib/auth/viewer";
import { markForeign } from "@/lib/i18n/foreign-words";
import { ticketCases } from "@/lib/review/cases/ticket-cases";
import { listNotes } from "@/lib/review/notes/queries";
import { getReviewTicket } from "@/lib/review/queries";
import { wantedReason } from "@/lib/review/reasons/reasons";
import { ticketReasonUrl } from "@/lib/routes";
import { requestTexts } from "@/lib/server/request-texts";
import { ticketLife } from "@/lib/tickets/life/ticket-life";

interface ReviewPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

// The subject is not in the title: reading it twice would log two views of the customer's ticket.
export async function generateMetadata(): Promise<Metadata> {
  const t = await requestTexts();
  return { title: t("review.title") };
}

export default async function ReviewPage({ params, searchParams }: ReviewPageProps) {
  const viewer = await requireStaff();
  const {
    left,
    right,
    at: atText,
    download,
    failed,
    history,
    revisions,
    notes: notesBefore,
    life: periodsBefore,
  } = await singleValues(searchParams);
  const at = parsePointInTime(atText);
  const { id } = await params;
  const [wanted, t] = await Promise.all([wantedReason(viewer, id), requestTexts()]);
  if (wanted)
    return (
      <PageTexts features={[]}>
        <ReasonForm
          what="ticket"
          name={t("review.reason.ticket", { number: markForeign(wanted.number) })}
          organizationName={wanted.organizationName}
          hours={wanted.hours}
          action={ticketReasonUrl(id)}
          viewerId={viewer.userId}
        />
      </PageTexts>
    );
  const [found, notes, cases, life] = await Promise.all([
    getReviewTicket(viewer, id, at, {
      eventsBefore: history,
      revisionsBefore: revisions,
      compared: [left, right],
    }),
    listNotes(viewer, id, notesBefore),
    ticketCases(viewer, id),
    at ? null : ticketLife(viewer, "staff", id),
  ]);
  const ticket = found ?? notFound();
  const isOpen = !ticket.privacy.isPrivate || ticket.standing.follow !== null;
  const mayFollow = isOpen && ticket.asOf === null;
  return (
    <PageTexts features={[...TICKET_TEXTS, "follow", "internalNotes"]} reads={notes.reads}>
      <div className="grid gap-4">
        <DownloadFailed code={download} />
        <ActOutcome failed={failed} />
        <TicketNotices ticket={ticket} locale={viewer} audience="staff" at={at} />
        <TicketPageContent
          viewerId={viewer.userId}
          ticket={ticket}
          locale={viewer}
          audience="staff"
          follow={mayFollow ? forViewer(viewer, followTicketAction) : undefined}
        >
          <NotesPanel
            viewer={viewer}
            ticketId={ticket.id}
            notes={notes}
            write={forViewer(viewer, writeNoteAction)}
            remove={forViewer(viewer, removeNoteAction)}
          />
          <CasesPanel ticketId={ticket.id} viewerId={viewer.userId} cases={cases} locale={viewer} />
          <LifePanel
            ticketId={ticket.id}
            life={life}
            before={periodsBefore}
            locale={viewer}
            audience="staff"
          />
          <CaseFiles viewer={viewer} ticketId={ticket.id} />
          <ReviewPanels
            ticket={ticket}
            locale={viewer}
            left={left}
            right={right}
            isComparing={[left, right, revisions].some((value) => value !== undefined)}
          />
        </TicketPageContent>
      </div>
    </PageTexts>
  );
}
