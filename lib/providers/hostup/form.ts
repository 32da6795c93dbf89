import { z } from "zod";

import { fieldText } from "../../forms/field-text";
import { addressesIn, addressText } from "../forms/addresses";
import type { FilingFormDescription } from "../forms/contract";
import {
  formSchema,
  MESSAGE_MAX,
  notListed,
  optionalText,
  optionalWord,
  requiredText,
  SUBJECT_MAX,
} from "../forms/fields";
import { hostupFileRules } from "./file-rules";
import type { HostupCreateBody } from "./schema";

const CC_MAX = 20;
const IMPACT_MAX = 2_000;
const PRIORITIES = ["low", "medium", "high", "urgent", "critical"] as const;
const SERVICE = /^(domain|vps|hosting|other):(\S{1,200})$/u;

/** `messageMax` leaves room for what filing appends. */
export function hostupFilingSchema(messageMax: number) {
  const fields = z
    .object({
      department: requiredText("hostup.department", 200),
      subject: requiredText("filing.subject", SUBJECT_MAX),
      message: requiredText("filing.message", messageMax),
      priority: optionalWord("filing.priority", PRIORITIES),
      customerImpact: optionalText("hostupForm.customerImpact", IMPACT_MAX),
      cc: addressText("hostupForm.cc", CC_MAX),
      service: z
        .string()
        .optional()
        .transform((value) => value || undefined)
        .pipe(
          z
            .string()
            .regex(SERVICE, { error: notListed("hostupForm.service") })
            .optional(),
        ),
    })
    .refine((values) => values.priority !== "critical" || values.customerImpact !== undefined, {
      path: ["customerImpact"],
      error: fieldText("hostupForm.customerImpactMissing"),
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

export const hostupForm: FilingFormDescription = {
  texts: ["hostup", "hostupForm"],
  fields: [
    {
      name: "department",
      label: "hostup.department",
      kind: "select",
      group: "first",
      required: true,
      live: true,
    },
    {
      name: "service",
      label: "hostupForm.service",
      kind: "select",
      group: "first",
      required: false,
      live: true,
      emptyChoice: "hostupForm.noService",
    },
    {
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
    {
      name: "customerImpact",
      label: "hostupForm.customerImpact",
      kind: "textarea",
      group: "first",
      short: true,
      required: true,
      maxLength: IMPACT_MAX,
      visibleWhen: { field: "priority", value: "critical" },
      help: "hostupForm.customerImpactHelp",
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
      name: "cc",
      label: "hostupForm.cc",
      kind: "addresses",
      group: "more",
      required: false,
      help: "hostupForm.ccHelp",
    },
  ],
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
