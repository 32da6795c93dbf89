import { z } from "zod";

import type { EarlierTicket } from "../contract";
import { splitList } from "../forms/check-fields";
import type { FilingFormDescription, FormField, ServiceChoice } from "../forms/contract";
import {
  formSchema,
  listText,
  MESSAGE_MAX,
  optionalText,
  requiredText,
  SUBJECT_MAX,
} from "../forms/fields";
import { upsunFileRules } from "./file-rules";
import type { UpsunCreateBody } from "./schema";

const COLLABORATORS_MAX = 20;
const URL_MAX = 2_000;
// Organization and subscription, which may be missing.
const PROJECT = /^([^\s/]{1,100})\/([^\s/]{0,100})$/u;

const USER_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

const FIELDS = {
  project: {
    name: "project",
    label: "upsunForm.project",
    kind: "select",
    group: "first",
    required: false,
    live: true,
    emptyChoice: "upsunForm.noProject",
    pattern: PROJECT.source,
  },
  category: {
    name: "category",
    label: "upsunForm.category",
    kind: "select",
    group: "first",
    required: false,
    live: true,
    dependsOn: ["project"],
    emptyChoice: "upsunForm.noCategory",
    maxLength: 100,
  },
  priority: {
    name: "priority",
    label: "filing.priority",
    kind: "select",
    group: "first",
    required: false,
    live: true,
    dependsOn: ["project", "category"],
    emptyChoice: "upsunForm.priorityOfUpsun",
    help: "upsunForm.priorityHelp",
    maxLength: 100,
  },
  subject: {
    name: "subject",
    label: "filing.subject",
    kind: "text",
    required: true,
    maxLength: SUBJECT_MAX,
  },
  message: {
    name: "message",
    label: "filing.message",
    kind: "textarea",
    required: true,
    maxLength: MESSAGE_MAX,
  },
  affectedUrl: {
    name: "affectedUrl",
    label: "upsunForm.affectedUrl",
    kind: "url",
    group: "more",
    required: false,
    maxLength: URL_MAX,
    invalid: "upsunForm.notUrl",
  },
  collaborators: {
    name: "collaborators",
    label: "upsunForm.collaborators",
    kind: "list",
    group: "more",
    required: false,
    help: "upsunForm.collaboratorsHelp",
    maxEntries: COLLABORATORS_MAX,
    pattern: USER_ID.source,
    invalid: "upsunForm.notUserId",
  },
} as const satisfies Record<string, FormField>;

export function projectValue(
  organizationId: string,
  subscriptionId: string | null | undefined,
): string {
  return `${organizationId}/${subscriptionId ?? ""}`;
}

/** The organization of a project is not mirrored. */
export function upsunServiceChoice({
  kind,
  externalId,
}: {
  kind: string;
  externalId: string;
}): ServiceChoice | null {
  if (kind !== "project") return null;
  return { field: "project", value: projectValue("", externalId), isEnd: true };
}

export function parseProject(value: string | undefined): {
  organizationId?: string;
  subscriptionId?: string;
} {
  const [, organizationId, subscriptionId] = PROJECT.exec(value ?? "") ?? [];
  return { organizationId, subscriptionId: subscriptionId || undefined };
}

export function upsunFilingSchema(messageMax: number) {
  return formSchema(
    z.object({
      project: optionalText(FIELDS.project),
      category: optionalText(FIELDS.category),
      priority: optionalText(FIELDS.priority),
      subject: requiredText(FIELDS.subject),
      message: requiredText({ ...FIELDS.message, maxLength: messageMax }),
      affectedUrl: optionalText(FIELDS.affectedUrl),
      collaborators: listText(FIELDS.collaborators),
    }),
  );
}

export type UpsunFiling = z.output<ReturnType<typeof upsunFilingSchema>>;

export function upsunCreateBody(
  values: UpsunFiling,
  requesterId: string | undefined,
): UpsunCreateBody {
  const { organizationId, subscriptionId } = parseProject(values.project);
  const body: UpsunCreateBody = { subject: values.subject, description: values.message };
  if (requesterId) body.requester_id = requesterId;
  if (values.priority) body.priority = values.priority;
  if (subscriptionId) body.subscription_id = subscriptionId;
  if (organizationId) body.organization_id = organizationId;
  if (values.affectedUrl) body.affected_url = values.affectedUrl;
  if (values.category) body.category = values.category;
  if (values.collaborators) body.collaborator_ids = splitList(values.collaborators);
  return body;
}

export function upsunFollowedTicketId(fields: EarlierTicket["fields"]): string | null {
  const id = fields.followup_tid;
  return typeof id === "string" || typeof id === "number" ? String(id) : null;
}

/** The form drops values that are no longer offered. */
export function upsunFollowUpValues({
  priority,
  categoryId,
  fields,
  services,
}: EarlierTicket): Record<string, string> {
  const organizationId = fields.organization_id;
  const project = services.find(({ kind }) => kind === "project");
  return {
    ...(typeof organizationId === "string" && organizationId !== ""
      ? { project: projectValue(organizationId, project?.externalId) }
      : {}),
    ...(categoryId ? { category: categoryId } : {}),
    ...(priority ? { priority } : {}),
  };
}

export const upsunForm: FilingFormDescription = {
  texts: ["upsunForm"],
  fields: Object.values(FIELDS),
  files: upsunFileRules,
  encryptsReplies: false,
  schema: upsunFilingSchema(MESSAGE_MAX),
};
