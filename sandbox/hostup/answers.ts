import { z } from "@hono/zod-openapi";

import { HOSTUP_PRIORITIES, TICKET_STATUSES } from "./schemas";

// Enumerations are described, not enforced: an answer may hold a value that no reference names.
const oneOf = (values: readonly string[]) => z.string().openapi({ enum: [...values] });
const when = z.string().nullable().openapi({ format: "date-time" });

const attachmentAnswer = z
  .object({
    id: z.string(),
    filename: z.string().nullable(),
    extension: z.string().nullable(),
    mimeType: z.string().nullable(),
    downloadUrl: z.string(),
  })
  .openapi("Attachment");

export const messageAnswer = z
  .object({
    id: z.string(),
    ticketId: z.string(),
    sentAt: when,
    body: z.string().nullable(),
    sender: oneOf(["customer", "staff", "automation"]),
    senderName: z.string().nullable(),
    encrypted: z.boolean(),
    attachments: z.array(attachmentAnswer),
  })
  .openapi("Message");

const summaryAnswer = z
  .object({
    id: z.string(),
    number: z.string(),
    subject: z.string().nullable(),
    status: oneOf([...TICKET_STATUSES, "unknown"]),
    priority: oneOf(HOSTUP_PRIORITIES),
    departmentSlug: z.string(),
    departmentName: z.string().nullable(),
    createdAt: when,
    updatedAt: when,
    lastMessageAt: when,
    ccEmails: z.array(z.string()),
    requesterName: z.string().nullable(),
    messageCount: z.number().int(),
    linkedServices: z.array(
      z.object({
        serviceType: z.string(),
        serviceId: z.string().nullable(),
        serviceName: z.string().nullable(),
        details: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
  })
  .openapi("TicketSummary");

export const hostupTicketAnswer = summaryAnswer
  .extend({
    body: z.string().nullable(),
    attachments: z.array(attachmentAnswer),
    messages: z.array(messageAnswer),
  })
  .openapi("Ticket");

export const uploadAnswer = z
  .object({
    attachmentId: z.string(),
    url: z.string(),
    filename: z.string(),
    byteLength: z.number().int(),
    contentType: z.string(),
    uploadedAt: z.string(),
    ticketId: z.string().nullable(),
  })
  .openapi("Upload");

const serviceStatus = oneOf([
  "active",
  "pending",
  "suspended",
  "cancelled",
  "terminated",
  "expired",
  "fraud",
  "unknown",
]);
const page = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

export const hostupTicketPage = page(summaryAnswer);
export const domainPage = page(
  z
    .object({
      id: z.string(),
      name: z.string(),
      serviceStatus,
      autoRenew: z.boolean(),
      expiresAt: when,
    })
    .openapi("Domain"),
);
export const vpsPage = page(
  z
    .object({
      id: z.string(),
      name: z.string(),
      primaryIp: z.string().nullable(),
      serviceStatus,
      powerState: z.string().nullable(),
      operatingSystem: z.string().nullable(),
      resources: z.object({ cpuCores: z.number(), memoryMb: z.number(), diskGb: z.number() }),
      billing: z.object({
        planName: z.string(),
        amount: z.string(),
        currency: z.string(),
        cycle: z.string(),
        nextDueDate: when,
      }),
    })
    .openapi("Vps"),
);
export const hostingPage = page(
  z
    .object({
      id: z.string(),
      name: z.string(),
      primaryDomain: z.string().nullable(),
      domains: z.array(z.string()),
      serviceStatus,
      planName: z.string(),
      diskUsedMb: z.number().nullable(),
    })
    .openapi("HostingAccount"),
);
export const departmentsAnswer = z.object({
  departments: z.array(
    z
      .object({
        slug: z.string(),
        displayName: z.string(),
        description: z.string().nullable().optional(),
        email: z.string().optional(),
      })
      .openapi("Department"),
  ),
});

export const problemAnswer = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string(),
    requestId: z.string(),
    timestamp: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string(), code: z.string() }))
      .optional(),
    extensions: z.record(z.string(), z.unknown()).optional(),
  })
  .openapi("Problem");
