import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import type { EarlierTicket } from "../contract";
import type { FilingFormDescription } from "../forms/contract";
import {
  formSchema,
  listText,
  MESSAGE_MAX,
  notListed,
  optionalText,
  requiredText,
  splitList,
  SUBJECT_MAX,
} from "../forms/fields";
import { upsunFileRules } from "./file-rules";
import type { UpsunCreateBody } from "./schema";

const COLLABORATORS_MAX = 20;
const URL_MAX = 2_000;
// Organization and subscription, which may be missing.
const PROJECT = /^([^\s/]{1,100})\/([^\s/]{0,100})$/u;

const uuid = z.guid();

export function projectValue(
  organizationId: string,
  subscriptionId: string | null | undefined,
): string {
  return `${organizationId}/${subscriptionId ?? ""}`;
}

export function parseProject(value: string | undefined): {
  organizationId?: string;
  subscriptionId?: string;
} {
  const [, organizationId, subscriptionId] = PROJECT.exec(value ?? "") ?? [];
  return { organizationId, subscriptionId: subscriptionId || undefined };
}

function isWebAddress(text: string): boolean {
  return !/\s/u.test(text) && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export function upsunFilingSchema(messageMax: number) {
  return formSchema(
    z.object({
      project: z
        .string()
        .optional()
        .transform((value) => value || undefined)
        .pipe(
          z
            .string()
            .regex(PROJECT, { error: notListed("upsunForm.project") })
            .optional(),
        ),
      category: optionalText("upsunForm.category", 100),
      priority: optionalText("filing.priority", 100),
      subject: requiredText("filing.subject", SUBJECT_MAX),
      message: requiredText("filing.message", messageMax),
      affectedUrl: optionalText("upsunForm.affectedUrl", URL_MAX).pipe(
        z
          .string()
          .refine(isWebAddress, { error: fieldText("upsunForm.notUrl") })
          .optional(),
      ),
      collaborators: listText("upsunForm.collaborators", {
        maxEntries: COLLABORATORS_MAX,
        isValid: (entry) => uuid.safeParse(entry).success,
        invalid: (entry) => fieldText("upsunForm.notUserId", { entry: { words: entry } }),
      }),
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
  fields: [
    {
      name: "project",
      label: "upsunForm.project",
      kind: "select",
      group: "first",
      required: false,
      live: true,
      emptyChoice: "upsunForm.noProject",
    },
    {
      name: "category",
      label: "upsunForm.category",
      kind: "select",
      group: "first",
      required: false,
      live: true,
      dependsOn: ["project"],
      emptyChoice: "upsunForm.noCategory",
    },
    {
      name: "priority",
      label: "filing.priority",
      kind: "select",
      group: "first",
      required: false,
      live: true,
      dependsOn: ["project", "category"],
      emptyChoice: "upsunForm.priorityOfUpsun",
    },
    {
      name: "subject",
      label: "filing.subject",
      kind: "text",
      required: true,
      maxLength: SUBJECT_MAX,
    },
    {
      name: "message",
      label: "filing.message",
      kind: "textarea",
      required: true,
      maxLength: MESSAGE_MAX,
    },
    {
      name: "affectedUrl",
      label: "upsunForm.affectedUrl",
      kind: "url",
      group: "more",
      required: false,
      maxLength: URL_MAX,
    },
    {
      name: "collaborators",
      label: "upsunForm.collaborators",
      kind: "list",
      group: "more",
      required: false,
      help: "upsunForm.collaboratorsHelp",
    },
  ],
  files: upsunFileRules,
  encryptsReplies: false,
  schema: upsunFilingSchema(MESSAGE_MAX),
};
