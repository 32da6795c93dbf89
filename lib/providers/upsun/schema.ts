import { z } from "zod";

import {
  isRecord,
  listOf,
  maybeId,
  maybeNumber,
  maybeText,
  maybeTexts,
  maybeTime,
  textId,
} from "../schema-helpers";

/** API reference, support. Only ids are required; copying more fields slows parsing. */

export const upsunTicketSchema = z.object({
  ticket_id: textId,
  created: maybeTime,
  updated: maybeTime,
  subject: maybeText,
  description: maybeText,
  priority: maybeText,
  status: maybeText,
  collaborator_ids: maybeTexts,
  subscription_id: maybeId,
  support_plan: maybeText,
  project_url: maybeText,
  region: maybeText,
  category: maybeText,
  environment: maybeText,
  zd_ticket_url: maybeText,
});

export type UpsunTicket = z.output<typeof upsunTicketSchema>;

const links = z.unknown().optional();

export const upsunTicketPageSchema = z.object({
  count: maybeNumber,
  tickets: listOf(upsunTicketSchema),
  _links: links,
});

function itemsOf<T extends z.ZodType>(item: T) {
  return z.looseObject({ items: listOf(item), _links: links });
}

// Longer lives are implausible, and a Date could not hold some.
const MAX_TOKEN_LIFETIME_S = 86_400;

const DEFAULT_TOKEN_LIFETIME_S = 300;

/** `access_token` fits into a header; `expires_in` is in seconds. */
export const tokenSchema = z.looseObject({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  expires_in: maybeNumber.transform((seconds) =>
    seconds !== null && seconds > 0
      ? Math.min(seconds, MAX_TOKEN_LIFETIME_S)
      : DEFAULT_TOKEN_LIFETIME_S,
  ),
  token_type: maybeText,
});

export const userSchema = z.looseObject({
  id: maybeId,
  email: maybeText,
  first_name: maybeText,
  last_name: maybeText,
  username: maybeText,
});

export type UpsunUser = z.output<typeof userSchema>;

export const organizationsSchema = itemsOf(
  z.looseObject({ id: textId, name: maybeText, label: maybeText }),
);

export type UpsunOrganization = z.output<typeof organizationsSchema>["items"]["items"][number];

export const projectsSchema = itemsOf(
  z
    .looseObject({
      id: maybeId,
      subscription_id: maybeId,
      title: maybeText,
      region: maybeText,
      status: maybeText,
      plan: maybeText,
    })
    .refine((project) => project.subscription_id !== null || project.id !== null),
);

export type UpsunProject = z.output<typeof projectsSchema>["items"]["items"][number];

export const subscriptionsSchema = itemsOf(
  z.looseObject({
    id: textId,
    status: maybeText,
    project_id: maybeId,
    project_title: maybeText,
    project_region_label: maybeText,
    plan: maybeText,
  }),
);

export type UpsunSubscription = z.output<typeof subscriptionsSchema>["items"]["items"][number];

const FAILURE_KEYS = ["error", "message", "detail", "title", "code", "status"];

function withKeyAsId(value: unknown): unknown {
  if (!isRecord(value) || FAILURE_KEYS.some((key) => Object.hasOwn(value, key))) return value;
  return Object.entries(value).map(([id, choice]) => {
    if (typeof choice === "string") return { id, label: choice };
    return isRecord(choice) && choice.id === undefined && !/^\d+$/.test(id)
      ? { ...choice, id }
      : choice;
  });
}

function choicesOf<T extends z.ZodType>(item: T) {
  return z.preprocess(withKeyAsId, listOf(item));
}

export const categoriesSchema = choicesOf(z.looseObject({ id: textId, label: maybeText }));

export type UpsunCategory = z.output<typeof categoriesSchema>["items"][number];

export const prioritiesSchema = choicesOf(
  z.looseObject({
    id: textId,
    label: maybeText,
    short_description: maybeText,
    description: maybeText,
  }),
);

export type UpsunPriority = z.output<typeof prioritiesSchema>["items"][number];

/** `attachments[].data` is base64. */
export interface UpsunCreateBody {
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
  /** Without it, collaborators are added. */
  collaborators_replace?: boolean;
}
