import type {
  Json,
  LinkedService,
  TicketAttachment,
  TicketMessage,
  TicketSnapshot,
} from "../contract";
import { isRecord, toCount, usableId } from "../schema-helpers";
import type { HostupAttachment, HostupMessage, HostupTicket } from "./schema";

function sameSecond(one: Date | null, other: Date | null): boolean {
  return (
    one !== null &&
    other !== null &&
    Math.floor(one.getTime() / 1000) === Math.floor(other.getTime() / 1000)
  );
}

/**
 * The message that repeats the ticket's opening, if there is one: HostUp's `messages` may or may not hold it. It is the customer's,
 * has the opening's text, and was sent when the ticket was made (or, first in the list, has no time).
 */
function openingAmong(
  ticket: HostupTicket,
  messages: readonly HostupMessage[],
): HostupMessage | undefined {
  const opened = ticket.createdAt;
  const sameText = messages.filter(
    (message) =>
      message.sender === "customer" &&
      typeof ticket.body === "string" &&
      message.body === ticket.body,
  );
  const atOpening = sameText.find((message) => sameSecond(message.sentAt, opened));
  return (
    atOpening ?? sameText.find((message) => message === messages[0] && message.sentAt === null)
  );
}

/** A list that was written to while it was read can hold a message twice: the later one counts, in the earlier one's place. */
function eachOnce(messages: readonly HostupMessage[]): HostupMessage[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}

function toMessage(message: HostupMessage): TicketMessage {
  return {
    externalId: message.id,
    sender: message.sender ?? "unknown",
    senderName: message.senderName ?? null,
    body: message.body ?? null,
    encrypted: message.encrypted,
    sentAt: message.sentAt,
  };
}

function toAttachment(
  attachment: HostupAttachment,
  messageExternalId: string | null,
): TicketAttachment {
  return {
    externalId: attachment.id,
    messageExternalId,
    filename: attachment.filename ?? null,
    mimeType: attachment.mimeType ?? null,
    downloadUrl: attachment.downloadUrl ?? null,
  };
}

/** All files of the ticket once each; one that both the ticket and a message name belongs to the message. */
function attachmentsOf(
  ticket: HostupTicket,
  opening: HostupMessage | undefined,
): TicketAttachment[] | undefined {
  if (ticket.attachments === undefined && ticket.messages === undefined) return undefined;
  const found = new Map<string, TicketAttachment>();
  for (const attachment of ticket.attachments?.items ?? [])
    found.set(attachment.id, toAttachment(attachment, null));
  for (const message of ticket.messages?.items ?? []) {
    for (const attachment of message.attachments?.items ?? [])
      found.set(attachment.id, toAttachment(attachment, message === opening ? null : message.id));
  }
  return [...found.values()];
}

function servicesOf(ticket: HostupTicket): LinkedService[] {
  return (ticket.linkedServices?.items ?? []).map((service) => ({
    kind: usableId(service.serviceType) ?? "other",
    externalId: service.serviceId,
    name: service.serviceName ?? null,
    details: isRecord(service.details as Json | undefined)
      ? (service.details as LinkedService["details"])
      : {},
  }));
}

/** Messages and files that this answer names without an id. */
function leftOutOf({ attachments, messages }: HostupTicket): number {
  const ofMessages = (messages?.items ?? []).map((message) => message.attachments?.leftOut ?? 0);
  return [attachments?.leftOut ?? 0, messages?.leftOut ?? 0, ...ofMessages].reduce(
    (sum, count) => sum + count,
  );
}

/**
 * A HostUp ticket as it is mirrored. `raw` is the answer's JSON of this ticket. A list's summaries tell neither body nor messages;
 * they are not `complete`, while an answer that has `messages` is.
 */
export function fromHostupTicket(
  ticket: HostupTicket,
  raw: Json,
  readAt: Date,
  complete = ticket.messages !== undefined && Boolean(ticket.status),
): TicketSnapshot {
  const opening = openingAmong(ticket, ticket.messages?.items ?? []);
  const messages =
    ticket.messages === undefined
      ? undefined
      : eachOnce(ticket.messages.items.filter((message) => message !== opening));
  const department = usableId(ticket.departmentSlug) ?? usableId(ticket.departmentName);
  const leftOut = leftOutOf(ticket);
  return {
    externalId: ticket.id,
    number: ticket.number ?? ticket.id,
    subject: ticket.subject ?? null,
    body: ticket.body,
    status: ticket.status || "unknown",
    priority: ticket.priority || null,
    category: department ? { id: department, label: ticket.departmentName ?? null } : null,
    openedAt: ticket.createdAt,
    updatedAt: ticket.updatedAt,
    lastMessageAt: ticket.lastMessageAt,
    requesterName: ticket.requesterName ?? null,
    cc: ticket.ccEmails,
    collaboratorIds: [],
    messageCount: toCount(ticket.messageCount),
    services: servicesOf(ticket),
    messages: messages?.map(toMessage),
    attachments: attachmentsOf(ticket, opening),
    fields: {},
    providerUrl: null,
    complete,
    ...(leftOut > 0 ? { leftOut } : {}),
    raw,
    readAt,
  };
}
