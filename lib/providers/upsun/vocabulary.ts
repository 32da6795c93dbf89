import type { ContinueWay, DetailDescriptor, TicketMove, Turn } from "../contract";

export const upsunTurns: Readonly<Record<string, Turn>> = {
  new: "theirs",
  open: "theirs",
  pending: "yours",
  hold: "paused",
  solved: "done",
  closed: "done",
  deleted: "done",
};

export const upsunStatuses: Readonly<Record<string, string>> = {
  new: "New",
  open: "Open",
  pending: "Pending",
  hold: "On hold",
  solved: "Solved",
  closed: "Closed",
  deleted: "Deleted",
};

export const upsunPriorities: Readonly<Record<string, string>> = {
  low: "Low",
  normal: "Normal",
  high: "High",
  urgent: "Urgent",
};

/** For display; the account lists the choices. */
export const categories: Readonly<Record<string, string>> = {
  access: "Access",
  billing_question: "Billing question",
  complaint: "Complaint",
  compliance_question: "Compliance question",
  configuration_change: "Configuration change",
  general_question: "General question",
  incident_outage: "Incident or outage",
  bug_report: "Bug report",
  report_a_gui_bug: "Bug in the interface",
  onboarding: "Onboarding",
  close_my_account: "Close my account",
};

export const upsunServiceKinds: Readonly<Record<string, string>> = { project: "Project" };

export const upsunDetails: readonly DetailDescriptor[] = [
  { key: "type", label: "Type", kind: "text" },
  { key: "affected_url", label: "Affected URL", kind: "url" },
  { key: "environment", label: "Environment", kind: "text" },
  { key: "project_url", label: "Project address", kind: "url" },
  { key: "region", label: "Region", kind: "text" },
  { key: "organization_id", label: "Upsun organization", kind: "text" },
  { key: "support_plan", label: "Support plan", kind: "text" },
  { key: "issue_type", label: "Issue type", kind: "text" },
  { key: "has_incidents", label: "Has incidents", kind: "boolean" },
  { key: "due", label: "Due", kind: "time" },
  { key: "response_time", label: "Response time", kind: "time" },
  { key: "resolution_time", label: "Resolution time", kind: "time" },
  { key: "followup_tid", label: "Follow-up to", kind: "text" },
  { key: "recipient", label: "Sent to", kind: "text" },
  { key: "requester_id", label: "Requester", kind: "text" },
  { key: "submitter_id", label: "Submitter", kind: "text" },
  { key: "assignee_id", label: "Assignee", kind: "text" },
  { key: "ticket_sharing_status", label: "Sharing status", kind: "text" },
  { key: "ticket_group", label: "Request group", kind: "text", staffOnly: true },
  { key: "queue", label: "Queue", kind: "text", staffOnly: true },
  { key: "tags", label: "Tags", kind: "list", staffOnly: true },
  { key: "application_ticket_url", label: "Application ticket", kind: "url", staffOnly: true },
  {
    key: "infrastructure_ticket_url",
    label: "Infrastructure ticket",
    kind: "url",
    staffOnly: true,
  },
  { key: "jira", label: "Jira issues", kind: "json", staffOnly: true },
];

const SOLVABLE = new Set(["new", "open", "pending", "hold"]);

/** No call replies. A solved ticket can be reopened, a closed one cannot. */
export function upsunActionsFor(status: string): readonly TicketMove[] {
  if (SOLVABLE.has(status)) return ["solve", "collaborators"];
  if (status === "solved") return ["reopen", "continue", "collaborators"];
  return status === "closed" ? ["continue"] : [];
}

export function upsunContinueBy(status: string): ContinueWay | null {
  if (status === "solved") return "reopen";
  return status === "closed" ? "new-ticket" : null;
}

export const upsunFieldByPointer: Readonly<Record<string, string>> = {
  "/subject": "subject",
  "/description": "message",
  "/priority": "priority",
  "/subscription_id": "project",
  "/organization_id": "project",
  "/affected_url": "affectedUrl",
  "/category": "category",
  "/collaborator_ids": "collaborators",
  "/attachments": "attachments",
};
