import { z } from "zod";

import {
  listOf,
  maybeFlag,
  maybeId,
  maybeListOf,
  maybeNumber,
  maybeText,
  maybeTexts,
  maybeTime,
  textId,
} from "../schema-helpers";

/** API reference v2. Only ids are required, so that a new word cannot stop a sync. */

const attachmentSchema = z.object({
  id: textId,
  filename: maybeText,
  mimeType: maybeText,
  downloadUrl: maybeText,
});

export const messageSchema = z.object({
  id: textId,
  sentAt: maybeTime,
  body: maybeText,
  sender: maybeText,
  senderName: maybeText,
  encrypted: maybeFlag,
  attachments: maybeListOf(attachmentSchema),
});

const linkedServiceSchema = z.object({
  serviceType: maybeText,
  serviceId: maybeId,
  serviceName: maybeText,
  details: z.unknown(),
});

export const hostupTicketSchema = z.object({
  id: textId,
  number: maybeId,
  subject: maybeText,
  body: maybeText,
  status: maybeText,
  priority: maybeText,
  departmentSlug: maybeText,
  departmentName: maybeText,
  createdAt: maybeTime,
  updatedAt: maybeTime,
  lastMessageAt: maybeTime,
  ccEmails: maybeTexts,
  requesterName: maybeText,
  messageCount: maybeNumber,
  linkedServices: maybeListOf(linkedServiceSchema),
  attachments: maybeListOf(attachmentSchema),
  messages: maybeListOf(messageSchema),
});

export type HostupTicket = z.output<typeof hostupTicketSchema>;
export type HostupMessage = z.output<typeof messageSchema>;
export type HostupAttachment = z.output<typeof attachmentSchema>;

export const departmentsSchema = z.looseObject({
  departments: listOf(
    z.looseObject({
      slug: textId,
      displayName: maybeText,
      description: maybeText,
      email: maybeText,
    }),
  ),
});

export type HostupDepartment = z.output<typeof departmentsSchema>["departments"]["items"][number];

function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: listOf(item), nextCursor: z.unknown().optional() });
}

export const hostupTicketPageSchema = pageOf(hostupTicketSchema);

const serviceSchema = z.looseObject({
  id: textId,
  name: maybeText,
  serviceStatus: maybeText,
  primaryIp: maybeText,
  primaryDomain: maybeText,
});

export type HostupService = z.output<typeof serviceSchema>;

export const servicePageSchema = pageOf(serviceSchema);

export const uploadSchema = z.looseObject({
  attachmentId: maybeId,
  filename: maybeText,
  byteLength: maybeNumber,
  contentType: maybeText,
  uploadedAt: maybeText,
  ticketId: maybeText,
});

export type HostupUpload = z.output<typeof uploadSchema>;

/** *create* takes no attachments and no `accountId`. */
export interface HostupCreateBody {
  departmentSlug: string;
  subject: string;
  message: string;
  priority?: string;
  ccEmails?: string[];
  context?: { serviceType: string; serviceId: string };
  aiSummary?: string | null;
  aiHelpful?: boolean | null;
  criticalReason?: string;
}
