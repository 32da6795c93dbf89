import type { Scope } from "../../auth/scope";
import { toFreshness } from "../../connections/freshness";
import { markForeign } from "../../i18n/foreign-words";
import { renderMessage, type Translate } from "../../i18n/message";
import { visibleName } from "../../i18n/visible-name";
import { isId } from "../../ids";
import { canConnection, replyFileRules } from "../../providers/capabilities";
import type { Json, MainDetail, TicketProvider } from "../../providers/contract";
import { categoryLabel, markedLabel, serviceKindLabel } from "../../providers/labels";
import { findProvider } from "../../providers/registry";
import { splitReference } from "../../submissions/reference";
import { isBlank, visibleOr } from "../../text/blank";
import { codeWords } from "../../text/code-words";
import { listItem } from "../list/list-page";
import { availableMoves, continueWay, withheldReply } from "../moves";
import { shownServiceName } from "../service-name";
import { loadPastTicket } from "./as-of";
import { attachmentViews } from "./attachment-views";
import { compareVersions } from "./compare-versions";
import {
  type DetailRow,
  loadTicketParts,
  loadTicketRow,
  type ServiceJson,
  type TicketParts,
} from "./detail-rows";
import { loadFollowUps, toFollowUps } from "./follow-ups";
import { loadHistory, toHistory } from "./history";
import { joinFileMessages } from "./join-file-messages";
import { type NamesById, namesById } from "./names-by-id";
import { filedValues } from "./portal/filed-values";
import { withPortalAuthors } from "./portal/portal-authors";
import { serviceChanges, serviceFacts } from "./service-facts";
import { ticketSubmissions } from "./ticket-submissions";
import type {
  AttachmentView,
  DetailView,
  LinkedServiceView,
  MessageView,
  TicketDetail,
} from "./types";
import { toWaiting } from "./waiting";

const MAIN_DETAILS: readonly MainDetail[] = [
  "category",
  "service",
  "requester",
  "opened",
  "turnSince",
];

/** For staff only. */
export interface TicketIdentity {
  organizationId: string;
  connectionId: string;
}

interface AskedTicket {
  viewerId: string;
  id: string;
  at?: Date;
  eventsBefore?: string;
  /** For staff who see as a customer; otherwise only for staff. */
  hidesEncrypted?: boolean;
}

/**
 * Loads a ticket within the scope with all its parts, or null. With `at`, as it was then and
 * without actions; an unknown time shows the current state.
 */
export async function ticketDetail(
  t: Translate,
  scope: Scope,
  { viewerId, id, at, eventsBefore, ...asked }: AskedTicket,
): Promise<{ ticket: TicketDetail; identity: TicketIdentity } | null> {
  if (!isId(id)) return null;
  // In one wave. Outside the scope there is no row, and nothing else is looked at.
  const [current, loadedParts, history, sent, followUps] = await Promise.all([
    loadTicketRow(scope, { ticketId: id, viewerId }),
    loadTicketParts(id),
    loadHistory(id, eventsBefore),
    ticketSubmissions(t, id),
    loadFollowUps(scope, id),
  ]);
  if (!current) return null;
  const { authors, acts, filed, justRead, ...submissions } = sent;
  const currentParts = hasAll(loadedParts, justRead) ? loadedParts : await loadTicketParts(id);
  const staff = scope.kind === "all";
  const hidesEncrypted = staff || asked.hidesEncrypted === true;
  const provider = findProvider(current.provider);
  const continued = await toFollowUps(t, scope, current, followUps);
  const freshness = toFreshness(t, current.connection);
  const past = at && provider ? await loadPastTicket(current, currentParts, provider, at) : null;
  const { row, parts } = past ?? { row: current, parts: currentParts };
  const known = { provider, capabilities: row.capabilities, status: row.status };
  const hasConversation = canConnection(provider, row.capabilities, "conversation");
  const viewsOf = (of: TicketParts) =>
    attachmentViews(of, { provider, hasConversation, staff, hidesEncrypted });
  const names = namesById(currentParts.messages, current.account);
  const written = (of: DetailRow, all: TicketParts, views: AttachmentView[]) =>
    withPortalAuthors(
      messageViews(of, all, { views, names, provider, hidesEncrypted }),
      authors,
      of.openedAt,
    );
  const attachments = viewsOf(parts);
  const { messages } = joinFileMessages(written(row, parts, attachments));
  const { joined } = joinFileMessages(written(current, currentParts, viewsOf(currentParts)));
  const services = parts.services.map((service) => serviceView(t, row.provider, service));
  const ticket: TicketDetail = {
    ...listItem(t, { ...row, services: [], isPrivate: Boolean(row.isPrivate) }, staff),
    services: services.map((service) => service.name),
    externalId: row.externalId,
    openedAt: row.openedAt,
    updatedAt: row.updatedAt,
    lastMessageAt: row.lastMessageAt,
    firstSeenAt: row.firstSeenAt,
    categoryLabel: renderMessage(t, { key: provider?.categoryLabel ?? "ticket.details.category" }),
    category: categoryOf(t, row),
    cc: row.cc,
    collaboratorIds: row.collaboratorIds,
    messages,
    // As the page shows them: a provider may count a message with files apart from its text.
    messageCount:
      messages.length > 0 && current.incompleteSince === null
        ? messages.filter(({ removedAt }) => removedAt === undefined).length
        : row.messageCount,
    filedBy: authors.filer,
    filedValues: filedValues(t, provider?.form, filed),
    attachments,
    serviceDetails: services,
    details: provider ? detailViews(t, provider, row.fields, names, staff) : [],
    mainDetails: provider?.mainDetails ?? MAIN_DETAILS,
    userNames: names,
    ...toHistory(history, {
      t,
      provider,
      staff,
      names,
      authors,
      acts,
      joined,
    }),
    waiting: past ? null : toWaiting(current.waiting, current.calendar, new Date()),
    incompleteSince: past ? null : current.incompleteSince,
    asOf: past && { seenAt: past.seenAt, until: past.until },
    differences: past && compareVersions(past, { row: current, parts: currentParts }),
    earlierAt: past?.earlier ?? null,
    isSensitive: current.isSensitive ?? false,
    privacy: {
      isPrivate: current.isPrivate ?? false,
      mayChange: !past && !staff && current.mayChangePrivacy,
    },
    actions: past || current.goneAt || freshness.status !== "active" ? [] : availableMoves(known),
    mayNotReply: past || current.goneAt ? null : withheldReply(known),
    continueBy: past ? null : continueWay(known),
    replies: {
      connectionId: current.connectionId,
      files: replyFileRules(provider, current.capabilities),
      encrypts: provider?.form.encryptsReplies ?? false,
    },
    ...continued,
    providerUrl: row.providerUrl,
    hasConversation,
    conversationReadAt: past || hasConversation ? null : row.conversationReadAt,
    freshness,
    standing: {
      follow: current.follow,
      involved: current.involved,
      eventId: current.newestEventId ?? "0",
      seenEventId: current.seenEventId,
      visit: current.visitEventId,
      unreadNoticeId: current.unreadNoticeId,
      isCounted: current.isCounted ?? false,
    },
    ...(past ? { pending: [], outgoing: [], notices: [] } : submissions),
  };
  return {
    ticket,
    identity: { organizationId: row.organizationId, connectionId: row.connectionId },
  };
}

/** False if a reply was delivered after the messages were read and before what was sent was. */
function hasAll({ messages }: TicketParts, externalIds: readonly string[]): boolean {
  return externalIds.every((id) => messages.some(({ externalId }) => externalId === id));
}

function categoryOf(
  t: Translate,
  { provider, categoryId, categoryLabel: given }: DetailRow,
): string | null {
  const label = visibleOr(given, null);
  if (categoryId !== null) return markedLabel(categoryLabel(t, provider, categoryId, label));
  return label === null ? null : markForeign(label);
}

/** Staff do not see texts that were sent encrypted. */
function messageViews(
  row: DetailRow,
  { messages, attachments }: TicketParts,
  {
    views,
    names,
    provider,
    hidesEncrypted,
  }: {
    /** Of the attachments. */
    views: AttachmentView[];
    names: NamesById;
    provider: TicketProvider | undefined;
    hidesEncrypted: boolean;
  },
): MessageView[] {
  const filesOf = (messageId: string | null) =>
    views.filter((_view, index) => attachments[index]?.messageExternalId === messageId);
  const opening: MessageView[] =
    row.body === null
      ? []
      : [
          {
            id: "opening",
            author: nameOrNull(row.requesterName) ?? openingAuthor(row, provider, names),
            sender: "customer",
            ...withoutReference("customer", row.body),
            encrypted: false,
            sentAt: row.openedAt,
            attachments: filesOf(null),
          },
        ];
  return [
    ...opening,
    ...messages.map((message) => ({
      id: message.externalId,
      author: nameOrNull(message.senderName),
      sender: message.sender,
      ...withoutReference(
        message.sender,
        message.encrypted && hidesEncrypted ? null : message.body,
      ),
      encrypted: message.encrypted,
      sentAt: message.sentAt === null ? null : new Date(message.sentAt),
      attachments: filesOf(message.externalId),
      removedAt: message.removedAt === null ? undefined : new Date(message.removedAt),
    })),
  ];
}

/** The name of the user whom the provider only gives by an id. */
function openingAuthor(
  { fields }: DetailRow,
  provider: TicketProvider | undefined,
  names: NamesById,
): string | null {
  const id = provider?.openedByField === undefined ? null : fields[provider.openedByField];
  return typeof id === "string" ? (names.get(id) ?? null) : null;
}

function nameOrNull(name: string | null): string | null {
  return name === null || isBlank(name) ? null : visibleName(name);
}

/** Removes the reference from a customer's text; a provider's quote of one stays. */
function withoutReference(
  sender: string,
  body: string | null,
): { body: string | null; reference: string | null } {
  if (sender !== "customer" || body === null) return { body, reference: null };
  const { text, reference } = splitReference(body);
  return { body: text, reference };
}

function serviceView(t: Translate, providerId: string, service: ServiceJson): LinkedServiceView {
  const kind = serviceKindLabel(t, providerId, service.kind);
  return {
    id: service.serviceId,
    kindLabel: markedLabel(kind),
    name: shownServiceName(t, providerId, service),
    externalId: service.externalId,
    details: serviceFacts(t, providerId, service.details),
    changes: service.goneAt ? [] : serviceChanges(t, providerId, service),
    goneAt: service.goneAt ? new Date(service.goneAt) : null,
  };
}

function detailViews(
  t: Translate,
  provider: TicketProvider,
  fields: Record<string, Json>,
  names: NamesById,
  staff: boolean,
): DetailView[] {
  return provider.details
    .filter((detail) => staff || !detail.staffOnly)
    .map(({ key, label, kind, idOf, staffOnly = false }) => {
      const given = fields[key] ?? null;
      const isCode = typeof given === "string" && kind === "text" && !idOf && !staff;
      const value = isCode ? codeWords(given) : given;
      return {
        key,
        label: renderMessage(t, { key: label }),
        kind,
        value,
        isId: idOf !== undefined,
        name: idOf === "user" && typeof value === "string" ? (names.get(value) ?? null) : null,
        staffOnly,
      };
    })
    .filter(
      ({ value }) =>
        value !== null &&
        !(Array.isArray(value) && value.length === 0) &&
        !(typeof value === "string" && isBlank(value)),
    );
}
