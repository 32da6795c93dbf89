import { randomUUID } from "node:crypto";

import { after } from "next/server";

import { PageTexts } from "@/app/browser-texts";
import { WhoLooked } from "@/components/audit/who-looked";
import { ALL_FILES } from "@/components/tickets/conversation/attachments-panel";
import { DownloadFailed } from "@/components/tickets/conversation/download-failed";
import { ActOutcome } from "@/components/tickets/detail/act-outcome";
import { LateTicketAutoRefresh } from "@/components/tickets/detail/late-parts";
import type { TicketCommands } from "@/components/tickets/detail/ticket-commands";
import { TicketNotices } from "@/components/tickets/detail/ticket-notices";
import { TICKET_TEXTS } from "@/components/tickets/detail/ticket-texts";
import { TicketPageContent } from "@/components/tickets/detail/ticket-view";
import { LifePanel } from "@/components/tickets/life/life-panel";
import { ticketLooks } from "@/lib/audit/staff-looks";
import { forViewer } from "@/lib/auth/page-viewer";
import type { Viewer } from "@/lib/auth/types";
import type { DraftStatusView } from "@/lib/drafts/types";
import { rulesTexts } from "@/lib/files/rules";
import { textsOf } from "@/lib/i18n/texts";
import { log } from "@/lib/log";
import { markSeen } from "@/lib/notifications/commands";
import { submissionForm } from "@/lib/submissions/queries";
import { newestForeignEvent, type OwnActions } from "@/lib/tickets/detail/foreign-events";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { ticketLife } from "@/lib/tickets/life/ticket-life";
import { needsRefresh } from "@/lib/tickets/queries";
import { toReplyBox } from "@/lib/tickets/reply/reply-box";

import {
  actOnTicketAction,
  decideSubmissionAction,
  resendFilesAction,
  sendReplyAction,
  setCollaboratorsAction,
  syncTicketAction,
} from "../../actions";
import {
  followTicketAction,
  markSensitiveAction,
  setTicketPrivacyAction,
} from "../../setting-actions";
import { FiledNotice } from "./filed-notice";
import { replyFailure } from "./reply-failure";

interface FiledTicketProps {
  viewer: Viewer;
  ticket: TicketDetail;
  /** Null for readers. */
  draft: DraftStatusView | null;
  ownActions: OwnActions;
  /** Of the page. */
  query: Readonly<Record<string, string | undefined>>;
  /** A requested time without a stored version. */
  at: Date | undefined;
  /** Later changes may be missing on the page. */
  loadedAt: Date;
}

/**
 * Returns null if the ticket takes no replies. A text that was written before stays, and one that is
 * being written while replies become unavailable.
 */
async function replyProps({
  viewer,
  ticket,
  draft,
  query,
}: FiledTicketProps): Promise<TicketCommands["reply"]> {
  const { submission: returned, problem } = query;
  const { mayNotReply } = ticket;
  const isOffered = ticket.actions.includes("reply") || ticket.continueBy === "reopen-and-reply";
  if (draft === null || (!isOffered && mayNotReply === null)) return null;
  const box = toReplyBox(ticket.replies, draft);
  const submitted = returned === undefined ? null : await submissionForm(viewer, returned);
  const form = submitted?.kind === "reply" && submitted.ticketId === ticket.id ? submitted : null;
  const isEmpty = !form && !box.standing.draft && box.standing.files.length === 0;
  if (!isOffered && mayNotReply !== "unavailable" && isEmpty) return null;
  const t = textsOf(viewer.language);
  return {
    userId: viewer.userId,
    userName: viewer.name,
    formKey: randomUUID(),
    box,
    fileTexts: box.files && rulesTexts(t, box.files, box.standing.files),
    send: forViewer(viewer, sendReplyAction),
    returned: form,
    problem: form ? null : replyFailure(t, problem, box),
  };
}

/** The features whose texts the ticket's commands and forms show. */
function commandTexts(ticket: TicketDetail, reply: TicketCommands["reply"]) {
  return [
    "syncNow" as const,
    ...(reply ? (["reply", "drafts", "secrets"] as const) : []),
    ...(reply?.box.files ? (["files", "size"] as const) : []),
    ...(ticket.isReader ? [] : (["sensitive"] as const)),
    ...(ticket.privacy.mayChange ? (["privacy"] as const) : []),
    ...(ticket.actions.includes("collaborators") ? (["collaborators"] as const) : []),
  ];
}

/** After the answer, and only where it changes something. */
function noteSeen(viewer: Viewer, { id, standing }: TicketDetail): void {
  const { eventId, seenEventId, unreadNoticeId } = standing;
  if (viewer.seenBy || (seenEventId === eventId && unreadNoticeId === null)) return;
  after(() =>
    markSeen(viewer, { ticketId: id, eventId, noticeId: unreadNoticeId ?? "0" }).catch(
      (error: unknown) => log.warn({ err: error }, "a ticket could not be marked as seen"),
    ),
  );
}

function filedText(viewer: Viewer, { number, provider }: TicketDetail): string {
  return textsOf(viewer.language)("ticket.filedAs", { number, provider: provider.name });
}

/** Changes are stored some seconds after they are read, so polling starts this much earlier. */
const OVERLAP_MS = 10_000;

export async function FiledTicket(props: FiledTicketProps) {
  const { query, viewer, ticket, ownActions, at, loadedAt } = props;
  const keys = {
    close: randomUUID(),
    reopen: randomUUID(),
    solve: randomUUID(),
    continue: randomUUID(),
    collaborators: randomUUID(),
  };
  const fileKeys = Object.fromEntries(
    [ALL_FILES, ...ticket.outgoing.map(({ id }) => id)].map((id) => [id, randomUUID()]),
  );
  const isReading = ticket.isReader || viewer.seenBy !== undefined;
  const newest = newestForeignEvent(ticket, ownActions);
  const reply = await replyProps(props);
  noteSeen(viewer, ticket);
  const looks = query.looked === undefined ? null : await ticketLooks(viewer, ticket.id);
  const life =
    query.life === undefined || ticket.asOf
      ? undefined
      : await ticketLife(viewer, "customer", ticket.id);
  const since = new Date(loadedAt.getTime() - OVERLAP_MS).toISOString();
  return (
    <PageTexts
      features={[...TICKET_TEXTS, "follow", ...commandTexts(ticket, reply)]}
      reads={ticket.standing.isCounted ? 1 : 0}
    >
      <div className="grid gap-4">
        <DownloadFailed code={query.download} />
        <ActOutcome
          failed={query.failed ?? (reply ? undefined : query.problem)}
          done={query.done}
          undoKey={ticket.actions.includes("reopen") ? keys.reopen : undefined}
        />
        <FiledNotice
          key={ticket.id}
          text={query.filed === "1" ? filedText(viewer, ticket) : null}
        />
        <TicketNotices ticket={ticket} locale={viewer} audience="customer" at={at} />
        <TicketPageContent
          viewerId={viewer.userId}
          ticket={ticket}
          locale={viewer}
          audience="customer"
          follow={viewer.seenBy ? undefined : forViewer(viewer, followTicketAction)}
          looks={
            <>
              {ticket.asOf ? null : (
                <LifePanel
                  ticketId={ticket.id}
                  life={life}
                  before={query.life}
                  locale={viewer}
                  audience="customer"
                />
              )}
              <WhoLooked ticketId={ticket.id} looks={looks} locale={viewer} />
            </>
          }
          commands={{
            checkSince: needsRefresh(ticket) ? since : null,
            sync: forViewer(viewer, syncTicketAction).bind(null, { ticketId: ticket.id }),
            act: forViewer(viewer, actOnTicketAction),
            setCollaborators: forViewer(viewer, setCollaboratorsAction),
            seenAs: viewer.seenBy && viewer.name,
            markSensitive: isReading ? undefined : forViewer(viewer, markSensitiveAction),
            setPrivacy:
              ticket.privacy.mayChange && !viewer.seenBy
                ? forViewer(viewer, setTicketPrivacyAction)
                : undefined,
            resend: isReading
              ? undefined
              : { formKeys: fileKeys, send: forViewer(viewer, resendFilesAction) },
            decisionHandler: isReading
              ? undefined
              : { viewerId: viewer.userId, decide: forViewer(viewer, decideSubmissionAction) },
            reply,
            formKeys: keys,
            isContinued: query.continue !== undefined,
          }}
        />
        {ticket.freshness.status === "disconnected" ? null : (
          <LateTicketAutoRefresh
            ticketId={ticket.id}
            since={since}
            newest={newest ? { id: newest.id, sentence: newest.sentence } : null}
          />
        )}
      </div>
    </PageTexts>
  );
}
