import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { addressesIn } from "../forms/addresses";
import type { FilingFormDescription, FormField, ServiceChoice } from "../forms/contract";
import {
  addressText,
  formSchema,
  MESSAGE_MAX,
  optionalText,
  requiredText,
  SUBJECT_MAX,
} from "../forms/fields";
import { hostupFileRules } from "./file-rules";
import type { HostupCreateBody } from "./schema";

const CC_MAX = 20;
const IMPACT_MAX = 2_000;
const SERVICE = /^(domain|vps|hosting|other):(\S{1,200})$/u;

const FIELDS = {
  department: {
    name: "department",
    label: "hostup.department",
    kind: "select",
    group: "first",
    required: true,
    live: true,
    maxLength: 200,
  },
  service: {
    name: "service",
    label: "hostupForm.service",
    kind: "select",
    group: "first",
    required: false,
    live: true,
    emptyChoice: "hostupForm.noService",
    pattern: SERVICE.source,
  },
  priority: {
    name: "priority",
    label: "filing.priority",
    kind: "select",
    group: "first",
    required: false,
    emptyChoice: "hostupForm.priorityOfHostup",
    choices: [
      { value: "low", label: "hostup.priority.low" },
      { value: "medium", label: "hostup.priority.medium" },
      { value: "high", label: "hostup.priority.high" },
      { value: "urgent", label: "hostup.priority.urgent" },
      { value: "critical", label: "hostup.priority.critical" },
    ],
  },
  customerImpact: {
    name: "customerImpact",
    label: "hostupForm.customerImpact",
    kind: "textarea",
    group: "first",
    short: true,
    required: true,
    maxLength: IMPACT_MAX,
    visibleWhen: { field: "priority", value: "critical" },
    help: "hostupForm.customerImpactHelp",
    missing: "hostupForm.customerImpactMissing",
    isNotReturned: true,
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
  cc: {
    name: "cc",
    label: "hostupForm.cc",
    kind: "addresses",
    group: "more",
    required: false,
    help: "hostupForm.ccHelp",
    maxEntries: CC_MAX,
  },
} as const satisfies Record<string, FormField>;

/** `messageMax` leaves room for what filing appends. */
export function hostupFilingSchema(messageMax: number) {
  const fields = z
    .object({
      department: requiredText(FIELDS.department),
      subject: requiredText(FIELDS.subject),
      message: requiredText({ ...FIELDS.message, maxLength: messageMax }),
      priority: optionalText(FIELDS.priority),
      customerImpact: optionalText(FIELDS.customerImpact),
      cc: addressText(FIELDS.cc),
      service: optionalText(FIELDS.service),
    })
    .refine((values) => values.priority !== "critical" || values.customerImpact !== undefined, {
      path: ["customerImpact"],
      error: fieldText(FIELDS.customerImpact.missing),
      // Also when another field is invalid, to show all errors at once.
      when: ({ value }) => typeof value === "object" && value !== null,
    })
    .transform((values) =>
      values.priority === "critical" ? values : { ...values, customerImpact: undefined },
    );
  return formSchema(fields);
}

export type HostupFiling = z.output<ReturnType<typeof hostupFilingSchema>>;

export function hostupCreateBody(values: HostupFiling): HostupCreateBody {
  const body: HostupCreateBody = {
    departmentSlug: values.department,
    subject: values.subject,
    message: values.message,
  };
  if (values.priority) body.priority = values.priority;
  if (values.cc) body.ccEmails = addressesIn(values.cc);
  const [, serviceType, serviceId] = SERVICE.exec(values.service ?? "") ?? [];
  if (serviceType && serviceId) body.context = { serviceType, serviceId };
  if (values.customerImpact) body.criticalReason = values.customerImpact;
  return body;
}

export function hostupServiceChoice(service: {
  kind: string;
  externalId: string;
}): ServiceChoice | null {
  const value = `${service.kind}:${service.externalId}`;
  return SERVICE.test(value) ? { field: "service", value } : null;
}

export const hostupForm: FilingFormDescription = {
  texts: ["hostup", "hostupForm"],
  fields: Object.values(FIELDS),
  files: hostupFileRules,
  encryptsReplies: true,
  instead: {
    field: "priority",
    value: "critical",
    change: "urgent",
    label: "hostupForm.fileAsUrgent",
    cost: "hostupForm.criticalCost",
  },
  schema: hostupFilingSchema(MESSAGE_MAX),
};
