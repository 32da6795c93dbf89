import { Bell, Reply } from "lucide-react";
import type { ReactNode } from "react";

import { ReadOnly } from "@/components/shell/seeing/read-only";
import { buttonVariants } from "@/components/ui/button";
import { Link } from "@/components/ui/navigation/link";
import type { Locale } from "@/components/ui/time/format-time";
import { type Audience, ticketUrl } from "@/lib/routes";
import type { PendingSubmission } from "@/lib/submissions/types";
import type { TicketDetail } from "@/lib/tickets/detail/types";
import { useTexts } from "#texts";

import { FreshnessAlerts } from "../../freshness/freshness-alerts";
import { isAtFiles } from "../../submissions/submission-labels";
import { SubmissionPoller } from "../../submissions/submission-poller";
import { AttachmentsPanel } from "../conversation/attachments-panel";
import { Conversation } from "../conversation/conversation";
import { KeepFocusInPlace } from "../list/keep-focus-in-place";
import { PendingSubmissions } from "../list/pending-submissions";
import { CollaboratorsPlace } from "../reply/collaborators-place";
import { ContinueBox, ContinueScope } from "../reply/continue-reply";
import { ProviderLink } from "../reply/provider-link";
import { CollaboratorsPart } from "../reply/rare-parts";
import { ReopenToContinue } from "../reply/reopen-to-continue";
import { ReplyForm } from "../reply/reply-form";
import { type ActOnTicket, ContinueHint, TicketActions } from "../reply/ticket-actions";
import { DetailsPanel } from "./details-panel";
import { FollowButtons, type FollowTicket } from "./follow-buttons";
import { TicketFreshness } from "./freshness/ticket-freshness";
import { SyncButton } from "./freshness/ticket-freshness-line";
import { HistoryPanel } from "./history/history-panel";
import { PastNote, VersionLinks } from "./history/past-version";
import { LatePrintedAt, LateWritingNow } from "./late-parts";
import { DetailsSheet } from "./sheet/details-sheet";
import type { TicketCommands } from "./ticket-commands";
import { TicketHeader } from "./ticket-header";
import { TicketTools } from "./ticket-tools";

interface TicketViewProps {
  viewerId: string;
  ticket: TicketDetail;
  locale: Locale;
  audience: Audience;
  commands?: TicketCommands;
  /** Absent in the past. */
  follow?: FollowTicket;
  /** Below the history. */
  looks?: ReactNode;
  /** Shown to reviewers below the conversation. */
  children?: ReactNode;
}

const ACTIONS: readonly ActOnTicket[] = ["solve", "close", "reopen"];

/** True for submissions that are shown inside the conversation. */
function isMessage(submission: PendingSubmission): boolean {
  return submission.kind === "reply" && (submission.awaitsReading || !isAtFiles(submission));
}

/** Renders the reply form, or how a closed ticket can be continued. */
function ReplySection({
  viewerId,
  ticket,
  commands,
}: {
  viewerId: string;
  ticket: TicketDetail;
  commands: TicketCommands;
}) {
  const continues = ticket.actions.includes("continue");
  if (continues && ticket.continueBy === "reopen") {
    return (
      <ContinueBox>
        <ReopenToContinue
          viewerId={viewerId}
          ticketId={ticket.id}
          providerName={ticket.provider.name}
          providerUrl={ticket.providerUrl}
          formKey={commands.formKeys.continue}
          act={commands.act}
        />
      </ContinueBox>
    );
  }
  const withheld = ticket.mayNotReply !== null;
  const offered = continues
    ? ticket.continueBy === "reopen-and-reply"
    : ticket.actions.includes("reply");
  if (!commands.reply || !(offered || withheld)) return null;
  const form = (
    <ReplyForm
      key={commands.reply.returned?.formKey ?? "new"}
      {...commands.reply}
      ticketId={ticket.id}
      providerName={ticket.provider.name}
      providerUrl={ticket.providerUrl}
      isPrivate={ticket.privacy.isPrivate}
      continues={continues}
      withheld={withheld}
    />
  );
  return continues ? <ContinueBox>{form}</ContinueBox> : form;
}

/** Explains why there is no reply form, where the conversation does not say so itself. */
function ReadOnlyNote({ ticket }: { ticket: TicketDetail }) {
  const t = useTexts();
  const { mayNotReply, hasConversation, providerUrl } = ticket;
  const providerName = ticket.provider.name;
  if (mayNotReply === null || ticket.freshness.status !== "active") return null;
  if (mayNotReply !== "key")
    return hasConversation ? (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-muted px-4 py-2.5 text-[0.8125rem]">
        <p className="flex-1 basis-56 text-pretty">
          {t("ticket.replyAtProvider", { provider: providerName })}
        </p>
        <ProviderLink providerName={providerName} providerUrl={providerUrl} />
      </div>
    ) : null;
  return (
    <p className="rounded-md bg-muted px-3 py-2.5 text-[0.8125rem] text-pretty">
      {t.rich("ticket.keyCannotReply", {
        provider: providerName,
        link: (chunks) => (
          <Link href="/connections" className="text-link">
            {chunks}
          </Link>
        ),
      })}
    </p>
  );
}

/** For a call to the provider, or a search here. */
function referenceOf({ number, messages }: TicketDetail): string {
  const reference = messages[0]?.reference;
  return reference ? `#${number} (${reference})` : `#${number}`;
}

/** Among the buttons; on a phone above the bottom bar, until the reply box is there. */
function ReplyLink({ isFloating = false }: { isFloating?: boolean }) {
  const t = useTexts();
  const className = isFloating ? undefined : "max-sm:hidden";
  const link = (
    <a href="#reply" className={buttonVariants({ size: "small", className })}>
      {isFloating ? <Reply aria-hidden /> : null}
      {t("ticketTools.reply")}
    </a>
  );
  return isFloating ? <div className="float-reply sm:hidden">{link}</div> : link;
}

/** Opens the details as a sheet on a narrow screen; see `DetailsSheet`. */
function DetailsLink() {
  const t = useTexts();
  return (
    <a
      href="#details"
      className={buttonVariants({ variant: "secondary", size: "small", className: "lg:hidden" })}
    >
      {t("ticket.details.title")}
    </a>
  );
}

/** The filer and those who replied are notified anyway; muting ends it. */
function Involvement({ ticket }: { ticket: TicketDetail }) {
  const t = useTexts();
  return (
    <p className="flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground">
      <Bell aria-hidden className="size-4 shrink-0" />
      {t("follow.because", { how: ticket.standing.involved ?? "other" })}
    </p>
  );
}

function ReaderNote() {
  const t = useTexts();
  return (
    <p className="rounded-md bg-muted px-3 py-2.5 text-[0.8125rem] text-pretty">
      {t.rich("roles.readsTicket", {
        link: (chunks) => (
          <Link href="/organization" className="text-link">
            {chunks}
          </Link>
        ),
      })}
    </p>
  );
}

export function TicketPageContent({
  viewerId,
  ticket,
  locale,
  audience,
  commands,
  follow,
  looks,
  children,
}: TicketViewProps) {
  const actions = ACTIONS.filter((action) => ticket.actions.includes(action));
  const continueBy = ticket.actions.includes("continue") ? ticket.continueBy : null;
  const messages = ticket.pending.filter(isMessage);
  const { provider } = ticket;
  const sync = ticket.freshness.status === "disconnected" ? undefined : commands?.sync;
  const shownCollaborators = {
    ids: ticket.collaboratorIds,
    people: [...ticket.userNames].map(([id, name]) => ({ id, name })),
    providerName: provider.name,
  };
  const collaborators =
    commands && ticket.actions.includes("collaborators") ? (
      <ReadOnly seenAs={commands.seenAs}>
        <CollaboratorsPart
          {...shownCollaborators}
          place={<CollaboratorsPlace {...shownCollaborators} />}
          ticketId={ticket.id}
          formKey={commands.formKeys.collaborators}
          set={commands.setCollaborators}
        />
      </ReadOnly>
    ) : undefined;
  const hasDraft = Boolean(
    commands?.reply?.returned ||
    commands?.reply?.box.standing.draft ||
    commands?.reply?.box.standing.files.length,
  );
  const details = (
    <DetailsPanel
      ticket={ticket}
      locale={locale}
      audience={audience}
      isWide={!ticket.hasConversation}
      collaborators={collaborators}
      markSensitive={commands?.markSensitive}
      setPrivacy={commands?.setPrivacy}
    />
  );
  const mayReply = Boolean(commands?.reply) && ticket.actions.includes("reply");
  const linksToReply = mayReply && commands?.seenAs === undefined;
  return (
    <TicketFreshness
      key={ticket.id}
      ticketId={ticket.id}
      providerName={provider.name}
      locale={locale}
      sync={sync}
      checkSince={commands?.checkSince ?? null}
      goneAt={ticket.asOf ? null : ticket.goneAt}
    >
      <ContinueScope hasDraft={hasDraft} isRequested={commands?.isContinued ?? false}>
        <article className="grid gap-6">
          <TicketHeader
            ticket={ticket}
            locale={locale}
            audience={audience}
            hint={
              commands && continueBy ? (
                <ContinueHint
                  continueBy={continueBy}
                  providerName={provider.name}
                  mayReopen={actions.includes("reopen")}
                />
              ) : (
                <PastNote ticket={ticket} locale={locale} />
              )
            }
          >
            {ticket.asOf ? (
              <VersionLinks ticket={ticket} locale={locale} audience={audience} />
            ) : null}
            {linksToReply ? <ReplyLink /> : null}
            <DetailsLink />
            <ReadOnly seenAs={commands?.seenAs}>
              {sync ? <SyncButton /> : null}
              {commands && (actions.length > 0 || continueBy) ? (
                <TicketActions
                  viewerId={viewerId}
                  ticketId={ticket.id}
                  actions={actions}
                  continueBy={continueBy}
                  formKeys={commands.formKeys}
                  act={commands.act}
                />
              ) : null}
            </ReadOnly>
          </TicketHeader>
          {ticket.asOf ? null : (
            <FreshnessAlerts freshness={[ticket.freshness]} locale={locale} audience={audience} />
          )}
          <PendingSubmissions
            submissions={ticket.pending.filter((submission) => !isMessage(submission))}
            locale={locale}
            decisionHandler={commands?.decisionHandler}
          />
          {commands ? <SubmissionPoller submissions={ticket.pending} /> : null}
          <div className="case-file grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-8">
            <KeepFocusInPlace className="grid gap-4">
              <Conversation
                ticket={ticket}
                pending={messages}
                locale={locale}
                decisionHandler={commands?.decisionHandler}
              />
              {linksToReply ? <ReplyLink isFloating /> : null}
              {mayReply ? <LateWritingNow key={ticket.id} /> : null}
              {commands ? (
                <ReadOnly seenAs={commands.seenAs} showsReason>
                  <ReplySection viewerId={viewerId} ticket={ticket} commands={commands} />
                </ReadOnly>
              ) : null}
              {commands ? <ReadOnlyNote ticket={ticket} /> : null}
              {ticket.isReader ? <ReaderNote /> : null}
              {children}
              {ticket.hasConversation ? null : details}
            </KeepFocusInPlace>
            <DetailsSheet>
              <TicketTools page={ticketUrl(audience, ticket.id)} reference={referenceOf(ticket)}>
                {follow ? (
                  <FollowButtons
                    viewerId={viewerId}
                    audience={audience}
                    ticketId={ticket.id}
                    level={ticket.standing.follow}
                    follow={follow}
                    involvement={
                      ticket.standing.involved ? <Involvement ticket={ticket} /> : undefined
                    }
                  />
                ) : null}
              </TicketTools>
              {ticket.hasConversation ? details : null}
              <AttachmentsPanel ticket={ticket} resend={commands?.resend} />
              <HistoryPanel
                ticketId={ticket.id}
                history={ticket}
                locale={locale}
                audience={audience}
                shownSince={ticket.asOf?.seenAt}
              />
              {looks}
            </DetailsSheet>
          </div>
          <LatePrintedAt locale={locale} />
        </article>
      </ContinueScope>
    </TicketFreshness>
  );
}
