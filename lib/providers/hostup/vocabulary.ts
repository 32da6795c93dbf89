import type { ContinueWay, DetailDescriptor, TicketMove, Turn } from "../contract";

export const hostupTurns: Readonly<Record<string, Turn>> = {
  open: "theirs",
  answered: "yours",
  customer_reply: "theirs",
  in_progress: "theirs",
  on_hold: "paused",
  closed: "done",
};

export const hostupStatuses: Readonly<Record<string, string>> = {
  open: "Open",
  answered: "Answered",
  customer_reply: "Customer reply",
  in_progress: "In progress",
  on_hold: "On hold",
  closed: "Closed",
  unknown: "Unknown",
};

export const hostupPriorities: Readonly<Record<string, string>> = {
  low: "Low",
  medium: "Medium",
  high: "High",
  urgent: "Urgent",
  critical: "Critical",
};

export const hostupServiceKinds: Readonly<Record<string, string>> = {
  domain: "Domain",
  hosting: "Hosting account",
  vps: "VPS",
  other: "Other service",
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
    label: "List domains",
    group: "Domains",
    plural: "domains",
  },
  {
    kind: "vps",
    path: "/vps",
    pageSize: 100,
    scope: "read:vm",
    label: "List VPS",
    group: "VPS",
    plural: "VPS",
  },
  {
    kind: "hosting",
    path: "/shared-hosting",
    pageSize: 100,
    scope: "read:hosting",
    label: "List hosting accounts",
    group: "Hosting accounts",
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
