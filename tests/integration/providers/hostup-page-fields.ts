import type { Json, TicketSnapshot } from "@/lib/providers/contract";

import { hostupExampleAnswer } from "./hostup-examples";

/** A field of the answer, a value for it, and the part of the snapshot that must change with it. */
export type FieldRow = [
  field: string,
  value: Json,
  part: (ticket: TicketSnapshot) => unknown,
  kept: unknown,
];

const at = "2026-05-02T08:09:10.000Z";
const service = {
  serviceType: "hosting",
  serviceId: "acct_9",
  serviceName: "web-9",
  details: { status: "Suspended" },
};
const file = {
  id: "tatt_9",
  filename: "b.log",
  extension: "log",
  mimeType: "text/x-log",
  downloadUrl: "/api/v2/support/attachments/tatt_9?ticketId=tkt_9",
};
const message = {
  id: "tmsg_9",
  ticketId: "tkt_9",
  sentAt: at,
  body: "We look.",
  sender: "staff",
  senderName: "Sven",
  encrypted: true,
  attachments: [file],
};
const kept = {
  externalId: "tatt_9",
  messageExternalId: "tmsg_9",
  filename: "b.log",
  mimeType: "text/x-log",
  downloadUrl: file.downloadUrl,
};
const first = <T>(list: T[] | undefined): T | undefined => list?.[0];

export const fieldRows: FieldRow[] = [
  ["id", "tkt_9", (ticket) => ticket.externalId, "tkt_9"],
  ["number", "10009", (ticket) => ticket.number, "10009"],
  ["subject", "Other", (ticket) => ticket.subject, "Other"],
  ["subject", null, (ticket) => ticket.subject, null],
  ["body", "Other", (ticket) => ticket.body, "Other"],
  ["body", null, (ticket) => ticket.body, null],
  ...["open", "answered", "customer_reply", "in_progress", "on_hold", "closed", "unknown"].map(
    (word): FieldRow => ["status", word, (ticket) => ticket.status, word],
  ),
  ...["low", "medium", "high", "urgent", "critical"].map((word): FieldRow => [
    "priority",
    word,
    (ticket) => ticket.priority,
    word,
  ]),
  ["departmentSlug", "vps", (ticket) => ticket.category?.id, "vps"],
  ["departmentName", "VPS", (ticket) => ticket.category?.label, "VPS"],
  ["departmentName", null, (ticket) => ticket.category, { id: "domain-names", label: null }],
  ["createdAt", at, (ticket) => ticket.openedAt, new Date(at)],
  ["createdAt", null, (ticket) => ticket.openedAt, null],
  ["updatedAt", at, (ticket) => ticket.updatedAt, new Date(at)],
  ["updatedAt", null, (ticket) => ticket.updatedAt, null],
  ["lastMessageAt", at, (ticket) => ticket.lastMessageAt, new Date(at)],
  ["lastMessageAt", null, (ticket) => ticket.lastMessageAt, null],
  [
    "ccEmails",
    ["a@example.com", "b@example.com"],
    (ticket) => ticket.cc,
    ["a@example.com", "b@example.com"],
  ],
  ["ccEmails", [], (ticket) => ticket.cc, []],
  ["requesterName", "Erik", (ticket) => ticket.requesterName, "Erik"],
  ["requesterName", null, (ticket) => ticket.requesterName, null],
  ["messageCount", 9, (ticket) => ticket.messageCount, 9],
  ["linkedServices", [], (ticket) => ticket.services, []],
  ["linkedServices[].serviceType", [service], (ticket) => first(ticket.services)?.kind, "hosting"],
  [
    "linkedServices[].serviceId",
    [service],
    (ticket) => first(ticket.services)?.externalId,
    "acct_9",
  ],
  [
    "linkedServices[].serviceId",
    [{ ...service, serviceId: null }],
    (ticket) => first(ticket.services)?.externalId,
    null,
  ],
  ["linkedServices[].serviceName", [service], (ticket) => first(ticket.services)?.name, "web-9"],
  [
    "linkedServices[].serviceName",
    [{ ...service, serviceName: null }],
    (ticket) => first(ticket.services)?.name,
    null,
  ],
  [
    "linkedServices[].details",
    [service],
    (ticket) => first(ticket.services)?.details,
    { status: "Suspended" },
  ],
  [
    "linkedServices[].details",
    [{ ...service, details: null }],
    (ticket) => first(ticket.services)?.details,
    {},
  ],
  ["attachments", [], (ticket) => ticket.attachments, []],
  ["attachments[].id", [file], (ticket) => first(ticket.attachments)?.externalId, "tatt_9"],
  ["attachments[].filename", [file], (ticket) => first(ticket.attachments)?.filename, "b.log"],
  [
    "attachments[].filename",
    [{ ...file, filename: null }],
    (ticket) => first(ticket.attachments)?.filename,
    null,
  ],
  // A file's ending is part of its name; it is kept in the raw JSON alone.
  [
    "attachments[].extension",
    [{ ...file, extension: null }],
    (ticket) => first(ticket.attachments)?.filename,
    "b.log",
  ],
  ["attachments[].mimeType", [file], (ticket) => first(ticket.attachments)?.mimeType, "text/x-log"],
  [
    "attachments[].mimeType",
    [{ ...file, mimeType: null }],
    (ticket) => first(ticket.attachments)?.mimeType,
    null,
  ],
  [
    "attachments[].downloadUrl",
    [file],
    (ticket) => first(ticket.attachments)?.downloadUrl,
    file.downloadUrl,
  ],
  ["messages", [], (ticket) => ticket.messages, []],
  ["messages[].id", [message], (ticket) => first(ticket.messages)?.externalId, "tmsg_9"],
  [
    "messages[].ticketId",
    [{ ...message, ticketId: "tkt_8" }],
    (ticket) => ticket.externalId,
    hostupExampleAnswer.id,
  ],
  ["messages[].sentAt", [message], (ticket) => first(ticket.messages)?.sentAt, new Date(at)],
  [
    "messages[].sentAt",
    [{ ...message, sentAt: null }],
    (ticket) => first(ticket.messages)?.sentAt,
    null,
  ],
  ["messages[].body", [message], (ticket) => first(ticket.messages)?.body, "We look."],
  ["messages[].body", [{ ...message, body: null }], (ticket) => first(ticket.messages)?.body, null],
  ...["customer", "staff", "automation"].map((word): FieldRow => [
    "messages[].sender",
    [{ ...message, sender: word }],
    (ticket) => first(ticket.messages)?.sender,
    word,
  ]),
  ["messages[].senderName", [message], (ticket) => first(ticket.messages)?.senderName, "Sven"],
  [
    "messages[].senderName",
    [{ ...message, senderName: null }],
    (ticket) => first(ticket.messages)?.senderName,
    null,
  ],
  ["messages[].encrypted", [message], (ticket) => first(ticket.messages)?.encrypted, true],
  [
    "messages[].encrypted",
    [{ ...message, encrypted: false }],
    (ticket) => first(ticket.messages)?.encrypted,
    false,
  ],
  ["messages[].attachments", [message], (ticket) => ticket.attachments, [kept]],
  ...["id", "filename", "extension", "mimeType", "downloadUrl"].map((name): FieldRow => [
    `messages[].attachments[].${name}`,
    [message],
    (ticket) => ticket.attachments,
    [kept],
  ]),
];
