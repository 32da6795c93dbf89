import { z } from "@hono/zod-openapi";

// Answers are described, not enforced: a ticket may hold values that no description names.
const time = z.string().openapi({ format: "date-time" });
const text = z.string().optional();

export const upsunTicketAnswer = z
  .looseObject({
    ticket_id: z.number().int(),
    created: time,
    updated: time,
    status: z.string(),
    subject: z.string(),
    description: z.string(),
    requester_id: z.string(),
  })
  .openapi("Ticket");

const link = z.object({ title: text, href: z.string() });
export const upsunTicketPage = z.object({
  count: z.number().int(),
  tickets: z.array(upsunTicketAnswer),
  _links: z.object({ self: link, previous: link.optional(), next: link.optional() }),
});
export const categoryList = z.array(z.object({ id: z.string(), label: z.string() }));
export const priorityList = z.array(
  z.object({
    id: z.string(),
    label: z.string(),
    short_description: z.string(),
    description: z.string(),
  }),
);
export const tokenAnswer = z.object({
  access_token: z.string(),
  expires_in: z.number().int(),
  token_type: z.string(),
});

export const userAnswer = z
  .object({
    id: z.string(),
    deactivated: z.boolean(),
    namespace: z.string(),
    username: z.string(),
    email: z.string(),
    email_verified: z.boolean(),
    first_name: z.string(),
    last_name: z.string(),
    picture: z.string(),
    company: z.string(),
    website: z.string(),
    country: z.string(),
    created_at: time,
    updated_at: time,
  })
  .openapi("User");

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    count: z.number().int().optional(),
    items: z.array(item),
    _links: z.object({ self: link, previous: link.optional(), next: link.optional() }),
  });

export const organizationList = listOf(
  z.looseObject({ id: z.string(), name: z.string(), label: z.string() }).openapi("Organization"),
);
export const subscriptionList = listOf(
  z
    .looseObject({ id: z.string(), project_id: z.string(), status: z.string() })
    .openapi("Subscription"),
);
export const projectList = listOf(
  z
    .looseObject({ id: z.string(), subscription_id: z.string(), title: z.string() })
    .openapi("OrganizationProject"),
);

export const good = <T extends z.ZodType>(description: string, schema: T) => ({
  200: { description, content: { "application/json": { schema } } },
});
