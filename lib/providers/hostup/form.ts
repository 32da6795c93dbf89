import { z } from "zod";

import { addressesIn, addressText } from "../forms/addresses";
import type { FilingFormDescription } from "../forms/contract";
import {
  formSchema,
  MESSAGE_MAX,
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
      department: requiredText("Department", 200),
      subject: requiredText("Subject", SUBJECT_MAX),
      message: requiredText("Message", messageMax),
      priority: optionalWord("Priority", PRIORITIES),
      customerImpact: optionalText("Customer impact", IMPACT_MAX),
      cc: addressText("CC", CC_MAX),
      service: z
        .string()
        .optional()
        .transform((value) => value || undefined)
        .pipe(z.string().regex(SERVICE, { error: "Choose a service from the list." }).optional()),
    })
    .refine((values) => values.priority !== "critical" || values.customerImpact !== undefined, {
      path: ["customerImpact"],
      error: "Describe how your customers are affected. HostUp requires this for critical tickets.",
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
  fields: [
    { name: "department", label: "Department", kind: "select", required: true, live: true },
    { name: "subject", label: "Subject", kind: "text", required: true, maxLength: SUBJECT_MAX },
    { name: "message", label: "Message", kind: "textarea", required: true, maxLength: MESSAGE_MAX },
    {
      name: "priority",
      label: "Priority",
      kind: "select",
      required: false,
      emptyChoice: "As HostUp decides",
      help: "Critical uses one support credit.",
      choices: [
        { value: "low", label: "Low" },
        { value: "medium", label: "Medium" },
        { value: "high", label: "High" },
        { value: "urgent", label: "Urgent" },
        { value: "critical", label: "Critical" },
      ],
    },
    {
      name: "customerImpact",
      label: "Customer impact",
      kind: "textarea",
      required: true,
      maxLength: IMPACT_MAX,
      visibleWhen: { field: "priority", value: "critical" },
      help: "How are your customers affected? Required for critical tickets.",
    },
    {
      name: "cc",
      label: "CC",
      kind: "addresses",
      required: false,
      help: "One email address per line, or separated by commas.",
    },
    {
      name: "service",
      label: "Service",
      kind: "select",
      required: false,
      live: true,
      emptyChoice: "No service",
    },
  ],
  files: hostupFileRules,
  encryptsReplies: true,
  instead: {
    field: "priority",
    value: "critical",
    change: "urgent",
    label: "File with priority Urgent",
  },
  schema: hostupFilingSchema(MESSAGE_MAX),
};
