import type {
  ContinueWay,
  DetailDescriptor,
  Labels,
  MainDetail,
  TicketMove,
  Turn,
} from "../contract";

export const upsunTurns: Readonly<Record<string, Turn>> = {
  new: "theirs",
  open: "theirs",
  pending: "yours",
  hold: "paused",
  solved: "done",
  closed: "done",
  deleted: "done",
};

export const upsunStatuses: Labels = {
  new: "upsun.status.new",
  open: "upsun.status.open",
  pending: "upsun.status.pending",
  hold: "upsun.status.hold",
  solved: "upsun.status.solved",
  closed: "upsun.status.closed",
  deleted: "upsun.status.deleted",
};

export const upsunPriorities: Labels = {
  low: "upsun.priority.low",
  normal: "upsun.priority.normal",
  high: "upsun.priority.high",
  urgent: "upsun.priority.urgent",
};

/** For display; the account lists the choices. */
export const upsunCategories: Labels = {
  access: "upsun.categories.access",
  billing_question: "upsun.categories.billingQuestion",
  complaint: "upsun.categories.complaint",
  compliance_question: "upsun.categories.complianceQuestion",
  configuration_change: "upsun.categories.configurationChange",
  general_question: "upsun.categories.generalQuestion",
  incident_outage: "upsun.categories.incidentOutage",
  bug_report: "upsun.categories.bugReport",
  report_a_gui_bug: "upsun.categories.reportAGuiBug",
  onboarding: "upsun.categories.onboarding",
  close_my_account: "upsun.categories.closeMyAccount",
};

export const upsunServiceKinds: Labels = {
  project: "upsun.serviceKind.project",
};

/** As seen in its projects: the reference lists none. */
export const upsunServiceStatuses: Labels = {
  active: "upsun.serviceStatus.active",
  suspended: "upsun.serviceStatus.suspended",
};

export const upsunServiceGroups: Labels = {
  project: "upsun.serviceGroup.project",
};

export const upsunDetails: readonly DetailDescriptor[] = [
  { key: "type", label: "upsun.detail.type", kind: "text" },
  { key: "affected_url", label: "upsun.detail.affectedUrl", kind: "url" },
  { key: "environment", label: "upsun.detail.environment", kind: "text" },
  { key: "project_url", label: "upsun.detail.projectUrl", kind: "url" },
  { key: "region", label: "upsun.detail.region", kind: "text" },
  {
    key: "organization_id",
    label: "upsun.detail.organizationId",
    kind: "text",
    idOf: "organization",
  },
  { key: "support_plan", label: "upsun.detail.supportPlan", kind: "text" },
  { key: "issue_type", label: "upsun.detail.issueType", kind: "text" },
  { key: "has_incidents", label: "upsun.detail.hasIncidents", kind: "boolean" },
  { key: "due", label: "upsun.detail.due", kind: "time" },
  { key: "response_time", label: "upsun.detail.responseTime", kind: "time" },
  { key: "resolution_time", label: "upsun.detail.resolutionTime", kind: "time" },
  { key: "followup_tid", label: "upsun.detail.followupTid", kind: "text" },
  { key: "recipient", label: "upsun.detail.recipient", kind: "text" },
  { key: "requester_id", label: "upsun.detail.requesterId", kind: "text", idOf: "user" },
  { key: "submitter_id", label: "upsun.detail.submitterId", kind: "text", idOf: "user" },
  { key: "assignee_id", label: "upsun.detail.assigneeId", kind: "text", idOf: "user" },
  { key: "ticket_sharing_status", label: "upsun.detail.ticketSharingStatus", kind: "text" },
  { key: "ticket_group", label: "upsun.detail.ticketGroup", kind: "text", staffOnly: true },
  { key: "queue", label: "upsun.detail.queue", kind: "text", staffOnly: true },
  { key: "tags", label: "upsun.detail.tags", kind: "list", staffOnly: true },
  {
    key: "application_ticket_url",
    label: "upsun.detail.applicationTicketUrl",
    kind: "url",
    staffOnly: true,
  },
  {
    key: "infrastructure_ticket_url",
    label: "upsun.detail.infrastructureTicketUrl",
    kind: "url",
    staffOnly: true,
  },
  { key: "jira", label: "upsun.detail.jira", kind: "json", staffOnly: true },
];

export const upsunMainDetails: readonly MainDetail[] = [
  "category",
  "service",
  "fields.due",
  "fields.assignee_id",
  "opened",
];

export const upsunCapabilities: Labels = {
  read: "capability.read",
  conversation: "capability.conversation",
  file: "capability.file",
  reply: "capability.reply",
  attach_reply: "capability.attachReply",
  solve: "capability.solve",
  reopen: "capability.reopen",
  attach: "capability.attach",
  "inventory:project": "capability.listProjects",
};

const SOLVABLE = new Set(["new", "open", "pending", "hold"]);

/** A solved ticket can be reopened, a closed one cannot. Whether a reply reopens is not known. */
export function upsunActionsFor(status: string): readonly TicketMove[] {
  if (SOLVABLE.has(status)) return ["reply", "solve", "collaborators"];
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
  "/body": "message",
  "/priority": "priority",
  "/subscription_id": "project",
  "/organization_id": "project",
  "/affected_url": "affectedUrl",
  "/category": "category",
  "/collaborator_ids": "collaborators",
  "/attachments": "attachments",
};
