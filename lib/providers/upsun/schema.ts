import { z } from "zod";
import { idText, maybeId, maybeList, maybeText, textId } from "../shapes";

/**
 * Upsun's answers (Upsun API reference, support). The document requires next to nothing of an answer, so neither do we, but what
 * a ticket is known by. Every enum is read as text. A ticket's further fields (see `details`) are shown as they come, so nothing
 * is asked of them here: they are read from the raw JSON, and parsing is several times as fast when it need not copy them.
 */

export const ticketSchema = z.object({
  ticket_id: idText,
  created: maybeText,
  updated: maybeText,
  subject: maybeText,
  description: maybeText,
  priority: maybeText,
  status: maybeText,
  collaborator_ids: maybeList(z.string()),
  subscription_id: maybeId,
  support_plan: maybeText,
  project_url: maybeText,
  region: maybeText,
  category: maybeText,
  environment: maybeText,
  zd_ticket_url: maybeText,
});

export type UpsunTicket = z.output<typeof ticketSchema>;

const linksSchema = z.looseObject({ next: z.looseObject({ href: maybeText }).nullish() }).nullish();

export type Links = z.output<typeof linksSchema>;

export const ticketPageSchema = z.object({ count: z.number().nullish(), tickets: z.array(ticketSchema), _links: linksSchema });

function itemsOf<T extends z.ZodType>(item: T) {
  return z.looseObject({ items: z.array(item), _links: linksSchema });
}

// A longer life than a day is nothing that an access token has, and the time of its end must be one that a date can hold.
const LONGEST_LIFE_S = 86_400;

/** `access_token` can stand in a header; `expires_in` is in seconds. */
export const tokenSchema = z.looseObject({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  expires_in: z
    .number()
    .positive()
    .transform((seconds) => Math.min(seconds, LONGEST_LIFE_S)),
  token_type: maybeText,
});

export const userSchema = z.looseObject({ id: textId, email: maybeText, first_name: maybeText, last_name: maybeText, username: maybeText });

export type UpsunUser = z.output<typeof userSchema>;

export const organizationsSchema = itemsOf(z.looseObject({ id: textId, name: maybeText, label: maybeText }));

export type UpsunOrganization = z.output<typeof organizationsSchema>["items"][number];

export const projectsSchema = itemsOf(
  z.looseObject({ id: textId, subscription_id: maybeId, title: maybeText, region: maybeText, status: maybeText, plan: maybeText }),
);

export type UpsunProject = z.output<typeof projectsSchema>["items"][number];

export const subscriptionsSchema = itemsOf(
  z.looseObject({
    id: idText,
    status: maybeText,
    project_id: maybeText,
    project_title: maybeText,
    project_region_label: maybeText,
    plan: maybeText,
  }),
);

export type UpsunSubscription = z.output<typeof subscriptionsSchema>["items"][number];

export const categoriesSchema = z.array(z.looseObject({ id: textId, label: maybeText }));

export type UpsunCategory = z.output<typeof categoriesSchema>[number];

export const prioritiesSchema = z.array(z.looseObject({ id: textId, label: maybeText, short_description: maybeText, description: maybeText }));

export type UpsunPriority = z.output<typeof prioritiesSchema>[number];

/** The body of *create*. `attachments[].data` is the file as base64. */
export interface CreateTicketBody {
  subject: string;
  description: string;
  requester_id?: string;
  priority?: string;
  subscription_id?: string;
  organization_id?: string;
  affected_url?: string;
  followup_tid?: string;
  category?: string;
  attachments?: { filename: string; data: string }[];
  collaborator_ids?: string[];
}

export interface PatchTicketBody {
  status?: "open" | "solved";
  collaborator_ids?: string[];
  /** Without it the given collaborators are added to those that are there. */
  collaborators_replace?: boolean;
}
