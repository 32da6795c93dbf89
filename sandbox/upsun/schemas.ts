import { z } from "@hono/zod-openapi";

import { CATEGORIES, UPSUN_PRIORITIES } from "./choices";

const STATUSES = ["closed", "deleted", "hold", "new", "open", "pending", "solved"] as const;
const TYPES = ["problem", "task", "incident", "question"] as const;
const priority = z.enum(UPSUN_PRIORITIES.map(({ id }) => id));
const category = z.enum(CATEGORIES.map(({ id }) => id));
const filled = z.string().refine((text) => text.trim() !== "", "must not be empty");

export const upsunAttachment = z.strictObject({
  filename: z.string().min(1).max(255),
  data: z.base64().min(1),
});

export const upsunCreateTicketBody = z
  .strictObject({
    subject: filled.max(255),
    description: filled.max(65_535),
    requester_id: z.uuid().optional(),
    priority: priority.optional(),
    subscription_id: z.string().min(1).optional(),
    organization_id: z.string().min(1).optional(),
    affected_url: z.url({ protocol: /^https?$/ }).optional(),
    followup_tid: z.string().regex(/^\d+$/, "must be a ticket id").optional(),
    category: category.optional(),
    attachments: z.array(upsunAttachment).max(20).optional(),
    collaborator_ids: z.array(z.uuid()).optional(),
  })
  .openapi("CreateTicket");

export const updateTicketBody = z
  .strictObject({
    status: z.enum(["open", "solved"]).optional(),
    collaborator_ids: z.array(z.uuid()).optional(),
    collaborators_replace: z.boolean().nullable().optional(),
  })
  .openapi("UpdateTicket");

const whole = z
  .string()
  .regex(/^\d{1,9}$/, "must be a whole number")
  .transform(Number)
  .openapi({ type: "integer" });
// Parsed by hand after the check, since the API says "ISO dateformat" and takes offsets too.
const isoTime = z
  .string()
  .refine(
    (text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text)),
    "must be an ISO date",
  )
  .openapi({ format: "date-time" });

/** The documented parameters; others are ignored, as the gateway does. */
export const upsunListTicketsQuery = z.object({
  page: whole.refine((page) => page >= 1, "must be at least 1").optional(),
  search: z.string().optional(),
  "filter[ticket_id]": whole.optional(),
  "filter[created]": isoTime.optional(),
  "filter[updated]": isoTime.optional(),
  "filter[type]": z.enum(TYPES).optional(),
  "filter[priority]": priority.optional(),
  "filter[status]": z.enum(STATUSES).optional(),
  "filter[requester_id]": z.uuid().optional(),
  "filter[submitter_id]": z.uuid().optional(),
  "filter[assignee_id]": z.uuid().optional(),
  "filter[has_incidents]": z.enum(["true", "false"]).optional().openapi({ type: "boolean" }),
  "filter[due]": isoTime.optional(),
});
export type UpsunTicketFilters = z.output<typeof upsunListTicketsQuery>;

export const categoriesQuery = z.object({
  subscription_id: z.string().optional(),
  organization_id: z.string().optional(),
});
export const prioritiesQuery = z.object({
  subscription_id: z.string().optional(),
  category: category.optional(),
});

export const tokenForm = z
  .strictObject({ grant_type: z.string(), api_token: z.string().min(1).optional() })
  .openapi("TokenRequest");

/** Paging and sorting of organization lists; `filter[…][…]` is read beside it. */
export const listQuery = z.looseObject({
  "page[size]": whole
    .refine((size) => size >= 1 && size <= 100, "must be from 1 to 100")
    .optional(),
  "page[after]": z.string().min(1).optional(),
  "page[before]": z.string().min(1).optional(),
  sort: z.string().min(1).optional(),
});
const inPath = (name: string) => z.string().openapi({ param: { name, in: "path" } });
export const ticketParam = z.object({ ticket_id: inPath("ticket_id") });
export const userParam = z.object({ user_id: inPath("user_id") });
export const organizationParam = z.object({ organization_id: inPath("organization_id") });
