import type { ContinueWay, DetailDescriptor, Labels, TicketMove, Turn } from "../contract";

export const hostupTurns: Readonly<Record<string, Turn>> = {
  open: "theirs",
  answered: "yours",
  customer_reply: "theirs",
  in_progress: "theirs",
  on_hold: "paused",
  closed: "done",
};

export const hostupStatuses: Labels = {
  open: "hostup.status.open",
  answered: "hostup.status.answered",
  customer_reply: "hostup.status.customerReply",
  in_progress: "hostup.status.inProgress",
  on_hold: "hostup.status.onHold",
  closed: "hostup.status.closed",
  unknown: "hostup.status.unknown",
};

export const hostupPriorities: Labels = {
  low: "hostup.priority.low",
  medium: "hostup.priority.medium",
  high: "hostup.priority.high",
  urgent: "hostup.priority.urgent",
  critical: "hostup.priority.critical",
};

export const hostupServiceKinds: Labels = {
  domain: "hostup.serviceKind.domain",
  hosting: "hostup.serviceKind.hosting",
  vps: "hostup.serviceKind.vps",
  other: "hostup.serviceKind.other",
};

export const hostupServiceStatuses: Labels = {
  active: "hostup.serviceStatus.active",
  pending: "hostup.serviceStatus.pending",
  suspended: "hostup.serviceStatus.suspended",
  cancelled: "hostup.serviceStatus.canceled",
  terminated: "hostup.serviceStatus.terminated",
  expired: "hostup.serviceStatus.expired",
  fraud: "hostup.serviceStatus.fraud",
  unknown: "hostup.serviceStatus.unknown",
};

export const hostupServiceGroups: Labels = {
  domain: "hostup.serviceGroup.domains",
  hosting: "hostup.serviceGroup.hosting",
  vps: "hostup.serviceGroup.vps",
  other: "hostup.serviceGroup.other",
};

export const hostupTroubledStatuses = ["pending", "suspended", "expired", "fraud"];

export const hostupCapabilities: Labels = {
  departments: "capability.departments",
  read: "capability.read",
  file: "capability.file",
  reply: "capability.reply",
  close: "capability.close",
  reopen: "capability.reopen",
  attach: "capability.attach",
  "inventory:domain": "capability.listDomains",
  "inventory:vps": "capability.listVps",
  "inventory:hosting": "capability.listHosting",
};

export const hostupDetails: readonly DetailDescriptor[] = [];

/** A closed ticket must be reopened first. */
export function hostupActionsFor(status: string): readonly TicketMove[] {
  return status === "closed" ? ["reopen", "continue"] : ["reply", "close"];
}

export function hostupContinueBy(status: string): ContinueWay | null {
  return status === "closed" ? "reopen-and-reply" : null;
}

export const inventories = [
  {
    kind: "domain",
    path: "/domains",
    pageSize: 1000,
    scope: "read:domains",
    group: "hostup.serviceGroup.domains",
    plural: "domains",
  },
  {
    kind: "vps",
    path: "/vps",
    pageSize: 100,
    scope: "read:vm",
    group: "hostup.serviceGroup.vps",
    plural: "VPS",
  },
  {
    kind: "hosting",
    path: "/shared-hosting",
    pageSize: 100,
    scope: "read:hosting",
    group: "hostup.serviceGroup.hosting",
    plural: "hosting accounts",
  },
] as const;

export type HostupInventory = (typeof inventories)[number];

export const hostupFieldByPointer: Readonly<Record<string, string>> = {
  "/departmentSlug": "department",
  "/subject": "subject",
  "/message": "message",
  "/priority": "priority",
  "/criticalReason": "customerImpact",
  "/ccEmails": "cc",
  "/context": "service",
};
