import { randomUUID } from "node:crypto";
import { Suspense } from "react";
import { ALL_FILES } from "@/components/tickets/attachments-panel";
import { Checking } from "@/components/tickets/refresh-notice";
import { TicketView, type TicketDoing } from "@/components/tickets/ticket-view";
import type { Viewer } from "@/lib/auth/types";
import { replyBox } from "@/lib/drafts/reply-box";
import { submissionForm } from "@/lib/tickets/pending";
import { needsRefresh } from "@/lib/tickets/queries";
import type { TicketDetail } from "@/lib/tickets/types";
import { actOnTicketAction, decideSubmissionAction, sendFilesAgainAction, sendReplyAction, setCollaboratorsAction, syncTicketAction } from "../actions";
import { FreshReading } from "./fresh-reading";

interface FiledTicketProps {
  viewer: Viewer;
  ticket: TicketDetail;
  /** A reply that came back or was taken back, to be changed and sent again. */
  returned: string | undefined;
}

/** What the reply box holds, where there can be one. */
async function reply(viewer: Viewer, ticket: TicketDetail, returned: string | undefined): Promise<TicketDoing["reply"]> {
  if (!ticket.actions.includes("reply") && ticket.continueBy !== "reopen-and-reply") return null;
  const [box, form] = await Promise.all([replyBox(viewer, ticket.id), returned === undefined ? null : submissionForm(viewer, returned)]);
  return { userId: viewer.userId, formKey: randomUUID(), box, send: sendReplyAction, returned: form?.kind === "reply" && form.ticketId === ticket.id ? form : null };
}

export async function FiledTicket({ viewer, ticket, returned }: FiledTicketProps) {
  const keys = { close: randomUUID(), reopen: randomUUID(), solve: randomUUID(), continue: randomUUID(), collaborators: randomUUID() };
  const fileKeys = Object.fromEntries([ALL_FILES, ...ticket.outgoing.map(({ id }) => id)].map((id) => [id, randomUUID()]));
  return (
    <TicketView
      ticket={ticket}
      locale={viewer}
      back={{ href: "/tickets", label: "Tickets" }}
      doing={{
        sync: syncTicketAction.bind(null, { ticketId: ticket.id }),
        act: actOnTicketAction,
        setCollaborators: setCollaboratorsAction,
        filesAgain: { formKeys: fileKeys, send: sendFilesAgainAction },
        deciding: { viewerId: viewer.userId, decide: decideSubmissionAction },
        reply: await reply(viewer, ticket, returned),
        formKeys: keys,
      }}
      refresh={needsRefresh(ticket) ? <Suspense fallback={<Checking provider={ticket.provider} />}><FreshReading viewer={viewer} ticket={ticket} /></Suspense> : null}
    />
  );
}
