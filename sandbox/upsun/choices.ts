import type { SandboxUpsunProject } from "./state";

export const CATEGORIES = [
  { id: "access", label: "Access" },
  { id: "billing_question", label: "Billing question" },
  { id: "complaint", label: "Complaint" },
  { id: "compliance_question", label: "Compliance question" },
  { id: "configuration_change", label: "Configuration change" },
  { id: "general_question", label: "General question" },
  { id: "incident_outage", label: "Incident / outage" },
  { id: "bug_report", label: "Bug report" },
  { id: "report_a_gui_bug", label: "Report a GUI bug" },
  { id: "onboarding", label: "Onboarding" },
  { id: "close_my_account", label: "Close my account" },
] as const;

export const UPSUN_PRIORITIES = [
  {
    id: "low",
    label: "Low",
    short_description: "General questions",
    description: "A question or a wish that affects nobody\u2019s work at the moment.",
  },
  {
    id: "normal",
    label: "Normal",
    short_description: "Minor impact",
    description: "Something does not work as it should, and there is a way around it.",
  },
  {
    id: "high",
    label: "High",
    short_description: "Significant impact",
    description: "An important function of a production environment does not work.",
  },
  {
    id: "urgent",
    label: "Urgent",
    short_description: "Production down",
    description: "A production environment is down or unusable for its visitors.",
  },
] as const;

const UNHURRIED = new Set([
  "billing_question",
  "complaint",
  "compliance_question",
  "general_question",
  "onboarding",
  "close_my_account",
  "report_a_gui_bug",
]);

/** Choices of a customer. A development plan offers neither outages nor compliance. */
export function categoriesFor(
  project: SandboxUpsunProject | undefined,
): { id: string; label: string }[] {
  const all: { id: string; label: string }[] = [...CATEGORIES];
  return project?.plan === "development"
    ? all.filter(({ id }) => id !== "incident_outage" && id !== "compliance_question")
    : all;
}

/** Depends on the plan and on the category: urgency is for production that suffers. */
export function prioritiesFor(
  project: SandboxUpsunProject | undefined,
  category: string | undefined,
): (typeof UPSUN_PRIORITIES)[number][] {
  const most = mostUrgent(project, category);
  return UPSUN_PRIORITIES.slice(0, UPSUN_PRIORITIES.findIndex(({ id }) => id === most) + 1);
}

function mostUrgent(
  project: SandboxUpsunProject | undefined,
  category: string | undefined,
): string {
  if (category !== undefined && UNHURRIED.has(category)) return "normal";
  if (project === undefined || project.plan === "development") return "normal";
  if (project.plan === "enterprise") return "urgent";
  return category === "incident_outage" ? "urgent" : "high";
}
