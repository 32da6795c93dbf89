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

/** The copy has the same sender, text and time; without a time, it is the first message. */
function findOpeningCopy(
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

/** A list that shifts while it is read can repeat a message; the later one counts. */
function withoutDuplicates(messages: readonly HostupMessage[]): HostupMessage[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}

function toMessage(message: HostupMessage): TicketMessage {
  return {
    externalId: message.id,
    sender: message.sender ?? "unknown",
    senderId: null,
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

/** A file of both the ticket and a message belongs to the message. */
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

function countLeftOut({ attachments, messages }: HostupTicket): number {
  const ofMessages = (messages?.items ?? []).map((message) => message.attachments?.leftOut ?? 0);
  return [attachments?.leftOut ?? 0, messages?.leftOut ?? 0, ...ofMessages].reduce(
    (sum, count) => sum + count,
  );
}

/** Complete if the answer has `messages`. */
export function fromHostupTicket(
  ticket: HostupTicket,
  raw: Json,
  readAt: Date,
  complete = ticket.messages !== undefined && Boolean(ticket.status),
): TicketSnapshot {
  const opening = findOpeningCopy(ticket, ticket.messages?.items ?? []);
  const messages =
    ticket.messages === undefined
      ? undefined
      : withoutDuplicates(ticket.messages.items.filter((message) => message !== opening));
  const department = usableId(ticket.departmentSlug) ?? usableId(ticket.departmentName);
  const leftOut = countLeftOut(ticket);
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
