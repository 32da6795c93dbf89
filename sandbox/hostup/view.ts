import type { StoredAttachment, StoredHostupTicket, StoredMessage } from "./state";

/** A ticket as lists show it: without text, messages and files. */
export function summaryView(ticket: StoredHostupTicket) {
  const {
    id,
    number,
    subject,
    status,
    priority,
    departmentSlug,
    departmentName,
    createdAt,
    updatedAt,
    lastMessageAt,
  } = ticket;
  return {
    id,
    number,
    subject,
    status,
    priority,
    departmentSlug,
    departmentName,
    createdAt,
    updatedAt,
    lastMessageAt,
    ccEmails: ticket.ccEmails,
    requesterName: ticket.requesterName,
    messageCount: ticket.messages.length + (ticket.opening === "uncounted" ? 0 : 1),
    linkedServices: ticket.linkedServices,
    ...pick(ticket.extra, (name) => !FULL_ONLY.includes(name)),
  };
}

/** The full ticket. The opening text is in `body`, and with some older tickets once more among the messages. */
export function ticketView(ticket: StoredHostupTicket) {
  const { id, number, subject, ...rest } = summaryView(ticket);
  const messages = ticket.messages.map((message) => messageView(ticket, message));
  return {
    id,
    number,
    subject,
    body: ticket.body,
    ...rest,
    attachments: ticket.attachments.map((attachment) => attachmentView(ticket, attachment)),
    messages: ticket.opening === "repeated" ? [openingView(ticket), ...messages] : messages,
    ...pick(ticket.extra, (name) => FULL_ONLY.includes(name)),
  };
}

const FULL_ONLY = ["body", "attachments", "messages"];

function pick(
  fields: Record<string, unknown>,
  wanted: (name: string) => boolean,
): Record<never, never> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted(name)));
}

export function messageView(ticket: StoredHostupTicket, message: StoredMessage) {
  return {
    id: message.id,
    ticketId: ticket.id,
    sentAt: message.sentAt,
    body: message.body,
    sender: message.sender,
    senderName: message.senderName,
    encrypted: message.encrypted,
    attachments: ticket.attachments
      .filter(({ id }) => message.attachments.includes(id))
      .map((attachment) => attachmentView(ticket, attachment)),
  };
}

function openingView(ticket: StoredHostupTicket) {
  return {
    id: ticket.id.replace("tkt_", "tmsg_"),
    ticketId: ticket.id,
    sentAt: ticket.createdAt,
    body: ticket.body,
    sender: "customer",
    senderName: ticket.requesterName,
    encrypted: false,
    attachments: ticket.attachments
      .filter(({ id }) => !ticket.messages.some((message) => message.attachments.includes(id)))
      .map((attachment) => attachmentView(ticket, attachment)),
  };
}

function attachmentView(ticket: StoredHostupTicket, { id, filename, mimeType }: StoredAttachment) {
  const dot = filename?.lastIndexOf(".") ?? -1;
  return {
    id,
    filename,
    extension: filename && dot > 0 ? filename.slice(dot + 1).toLowerCase() : null,
    mimeType,
    downloadUrl: `/api/v2/support/attachments/${id}?ticketId=${ticket.id}`,
  };
}
