import type { Random } from "../shared/random";
import type { SandboxUpsunProject, SandboxUpsunTicket } from "./state";
import { wireTime } from "./wire-time";

const HOUR = 3_600_000;
const RESPONSE_HOURS: Readonly<Record<string, number>> = {
  urgent: 1,
  high: 4,
  normal: 12,
  low: 24,
};
const TYPE_OF: Readonly<Record<string, string>> = {
  incident_outage: "incident",
  bug_report: "problem",
  report_a_gui_bug: "problem",
  configuration_change: "task",
  onboarding: "task",
  close_my_account: "task",
};
const PLAN_OF: Readonly<Record<string, string>> = {
  development: "Basic",
  standard: "Standard",
  medium: "Advanced",
  enterprise: "Premium",
};

export const SUPPORT_AGENTS = [
  { id: "9a1f3d52-7c64-4e0b-8d25-0b6f6f1c7a31", name: "Camille Roux" },
  { id: "4c7be0d8-21a9-4f36-b1c4-93d05e8a6f12", name: "Tobias Kern" },
  { id: "d05a8f17-6b3e-4c92-9e48-57f12ac3b0e6", name: "Priya Nair" },
] as const;

interface Making {
  id: number;
  created: Date;
  chance: Random;
  project: SandboxUpsunProject | undefined;
  category: string | undefined;
  priority: string;
}

/** Fields that the provider adds: links, queue, assignee and target time. */
export function ticketFields({
  id,
  created,
  chance,
  project,
  category,
  priority,
}: Making): SandboxUpsunTicket {
  const hours = RESPONSE_HOURS[priority] ?? 24;
  const agent = chance.pick(SUPPORT_AGENTS);
  const at = (after: number) => wireTime(created.getTime() + after * HOUR);
  const technical = category === "bug_report" || category === "incident_outage";
  return {
    ticket_id: id,
    created: wireTime(created),
    updated: wireTime(created),
    type: TYPE_OF[category ?? ""] ?? "question",
    subject: "",
    description: "",
    priority,
    status: "new",
    recipient: "support@upsun.com",
    requester_id: "",
    submitter_id: "",
    assignee_id: agent.id,
    has_incidents: category === "incident_outage",
    due: at(hours * 6),
    tags: [
      "upsun",
      category ?? "uncategorized",
      ...(project ? [`region_${project.region.split(".")[0] ?? "eu"}`] : []),
    ],
    ticket_group: technical ? "Support: platform" : "Support: accounts",
    support_plan: PLAN_OF[project?.plan ?? ""] ?? "Basic",
    queue: technical ? "technical" : "general",
    issue_type: technical ? "technical_issue" : "request",
    resolution_time: at(hours * 6),
    response_time: at(hours),
    ...(project && {
      subscription_id: project.subscriptionId,
      project_url: `https://console.upsun.example/projects/${project.id}`,
      region: project.region,
      environment: project.plan === "development" ? "env_development" : "env_production",
    }),
    ticket_sharing_status: "ts_sent_to_platform",
    application_ticket_url: `https://tickets.upsun.example/application/${id}`,
    infrastructure_ticket_url: `https://tickets.upsun.example/infrastructure/${id}`,
    jira: technical ? [jiraIssue(id, created, chance)] : [],
    zd_ticket_url: `https://support.upsun.example/hc/requests/${id}`,
  };
}

function jiraIssue(id: number, created: Date, chance: Random) {
  const issue = chance.between(20_000, 48_000);
  const seconds = Math.floor(created.getTime() / 1000);
  return {
    id: id * 10 + 1,
    ticket_id: id,
    issue_id: issue,
    issue_key: `PF-${issue}`,
    created_at: seconds,
    updated_at: seconds,
  };
}
