import { z } from "zod";

/** HostUp's reference of *create a support ticket* as strict schemas. */

const PRIORITIES = ["low", "medium", "high", "urgent", "critical"] as const;
const address = z.string();
const when = z.iso.datetime().nullable();

export const describedRequest = z.strictObject({
  departmentSlug: z.string(),
  subject: z.string(),
  message: z.string(),
  priority: z.enum(PRIORITIES).optional(),
  ccEmails: z.array(address).optional(),
  context: z.strictObject({ serviceType: z.string(), serviceId: z.string() }).optional(),
  aiSummary: z.string().nullable().optional(),
  aiHelpful: z.boolean().nullable().optional(),
  criticalReason: z.string().nullable().optional(),
});

const attachment = z.strictObject({
  id: z.string(),
  filename: z.string().nullable(),
  extension: z.string().nullable(),
  mimeType: z.string().nullable(),
  downloadUrl: z.string(),
});

const message = z.strictObject({
  id: z.string(),
  ticketId: z.string(),
  sentAt: when,
  body: z.string().nullable(),
  sender: z.enum(["customer", "staff", "automation"]),
  senderName: z.string().nullable(),
  encrypted: z.boolean(),
  attachments: z.array(attachment),
});

export const describedAnswer = z.strictObject({
  id: z.string(),
  number: z.string().optional(),
  subject: z.string().nullable().optional(),
  body: z.string().nullable().optional(),
  status: z
    .enum(["open", "answered", "customer_reply", "in_progress", "on_hold", "closed", "unknown"])
    .optional(),
  priority: z.enum(PRIORITIES).optional(),
  departmentSlug: z.string().optional(),
  departmentName: z.string().nullable().optional(),
  createdAt: when.optional(),
  updatedAt: when.optional(),
  lastMessageAt: when.optional(),
  ccEmails: z.array(address).optional(),
  requesterName: z.string().nullable().optional(),
  messageCount: z.int().optional(),
  linkedServices: z
    .array(
      z.strictObject({
        serviceType: z.string(),
        serviceId: z.string().nullable(),
        serviceName: z.string().nullable(),
        details: z.record(z.string(), z.unknown()).nullable(),
      }),
    )
    .optional(),
  attachments: z.array(attachment).optional(),
  messages: z.array(message).optional(),
});

export const pageProblem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  instance: z.string(),
  requestId: z.string(),
  timestamp: z.iso.datetime(),
  errors: z
    .array(z.strictObject({ pointer: z.string(), detail: z.string(), code: z.string() }))
    .optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

/** Names of all fields, as the page writes them: `messages[].attachments`. */
export function describedFieldsOf(schema: unknown, prefix = ""): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return describedFieldsOf(schema.unwrap(), prefix);
  if (schema instanceof z.ZodArray)
    return describedFieldsOf(schema.element, `${prefix.replace(/\.$/, "")}[].`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...describedFieldsOf(inner, `${prefix}${name}.`),
  ]);
}
