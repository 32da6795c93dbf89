import { z } from "@hono/zod-openapi";

export const TICKET_STATUSES = [
  "open",
  "answered",
  "customer_reply",
  "in_progress",
  "on_hold",
  "closed",
] as const;
export const HOSTUP_PRIORITIES = ["low", "medium", "high", "urgent", "critical"] as const;
const SERVICE_TYPES = ["domain", "hosting", "vps", "other"] as const;

/** The reference's example address, scrambled by e-mail protection on its page. */
const SCRAMBLED = /^\[email[\s\u00a0]protected\]$/;
const ccEmail = z
  .union([z.email(), z.string().regex(SCRAMBLED)], "not an e-mail address")
  .openapi({ type: "string", example: "colleague@example.com" });

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => value.trim() !== "", "must not be empty");

const context = z.strictObject({
  serviceType: z.enum(SERVICE_TYPES),
  serviceId: z.string().min(1).optional(),
});

export const hostupCreateTicketBody = z
  .strictObject({
    departmentSlug: z.string().min(1).openapi({ example: "general-web-hosting" }),
    subject: text(255).openapi({ example: "Question about my hosting account" }),
    message: text(65_535).openapi({ example: "Hello, I need help with my website." }),
    priority: z.enum(HOSTUP_PRIORITIES).optional(),
    ccEmails: z.array(ccEmail).max(20).optional(),
    context: context.optional(),
    aiSummary: z.string().nullable().optional(),
    aiHelpful: z.boolean().nullable().optional(),
    criticalReason: z
      .string()
      .max(2000)
      .nullable()
      .optional()
      .openapi({ description: "Required with priority=critical." }),
  })
  .superRefine((body, issues) => {
    if (body.priority === "critical" && !body.criticalReason?.trim()) {
      issues.addIssue({
        code: "custom",
        path: ["criticalReason"],
        message: "is required with priority=critical",
        params: { code: "missing_required" },
      });
    }
    if (
      body.context &&
      body.context.serviceType !== "other" &&
      body.context.serviceId === undefined
    ) {
      issues.addIssue({
        code: "custom",
        path: ["context", "serviceId"],
        message: "is required",
        params: { code: "missing_required" },
      });
    }
  })
  .openapi("CreateTicket");

export const replyBody = z
  .strictObject({ message: text(65_535), encrypted: z.boolean().optional() })
  .openapi("CreateMessage");

export const uploadForm = z
  .strictObject({
    file: z
      .custom<File>((value) => value instanceof File, "must be a file")
      .openapi({ type: "string", format: "binary" }),
    ticketId: z
      .string()
      .regex(/^tkt_[0-9a-z]{26}$/, "must be a tkt_ id")
      .optional(),
  })
  .openapi("CreateAttachment");

const limit = (most: number, usual: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, "must be a whole number")
    .transform(Number)
    .refine((value) => value >= 1 && value <= most, `must be from 1 to ${most}`)
    .default(usual)
    .openapi({ type: "integer", minimum: 1, maximum: most, default: usual });
const cursor = z.string().min(1).optional().openapi({ description: "Opaque; from nextCursor." });

const DEFAULT_LIMIT = 25;
export const hostupListTicketsQuery = z.strictObject({
  limit: limit(100, DEFAULT_LIMIT),
  cursor,
  status: z.enum(TICKET_STATUSES).optional(),
  departmentSlug: z.string().min(1).optional(),
});
export const domainsQuery = z.strictObject({
  limit: limit(1000, 100),
  cursor,
  name: z.string().min(1).optional(),
});
export const vpsQuery = z.strictObject({
  limit: limit(100, DEFAULT_LIMIT),
  cursor,
  primaryIp: z.string().min(1).optional(),
  name: z.string().min(1).optional(),
});
export const hostingQuery = z.strictObject({ limit: limit(100, DEFAULT_LIMIT), cursor });
export const noQuery = z.strictObject({});
export const downloadQuery = z.strictObject({ ticketId: z.string().min(1) });
export const idParam = z.object({ id: z.string().openapi({ param: { name: "id", in: "path" } }) });
