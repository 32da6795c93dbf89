import { AppError } from "../errors";
import { message } from "../i18n/message";
import type { MembershipRole, PortalRole, Viewer } from "./types";

interface Permission {
  /** The lowest role of a member who may do it in their organization. */
  organization?: MembershipRole;
  /** The lowest role in the portal that may do it in every organization. */
  portal?: Exclude<PortalRole, "customer">;
  /** Only after the person has proved who they are within the last ten minutes. */
  proof?: true;
}

/** The least role for each permission. docs/permissions.md is generated from it. */
export const PERMISSIONS = {
  "tickets.read": { organization: "reader", portal: "staff" },
  "tickets.write": { organization: "member" },
  "tickets.follow": { organization: "reader", portal: "staff" },
  "connections.read": { organization: "reader", portal: "staff" },
  "connections.connect": { organization: "manager" },
  "connections.manage": { organization: "manager", proof: true },
  "people.read": { organization: "reader", portal: "staff" },
  "people.invite": { organization: "manager", portal: "admin", proof: true },
  "people.manage": { organization: "manager", portal: "admin", proof: true },
  "templates.manage": { organization: "manager" },
  "views.share": { organization: "manager" },
  "organization.settings": { organization: "manager", portal: "admin" },
  "organization.security": { organization: "manager", portal: "admin", proof: true },
  "webhooks.manage": { organization: "manager", proof: true },
  "organizations.read": { portal: "staff" },
  "organizations.manage": { portal: "admin" },
  "users.read": { portal: "staff" },
  "users.manage": { portal: "admin", proof: true },
  "syncs.manage": { portal: "staff" },
  "notes.write": { portal: "staff" },
  "notes.manage": { portal: "admin" },
  "cases.write": { portal: "staff" },
  "audit.read": { portal: "staff" },
  "access.read": { organization: "reader" },
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof PERMISSIONS;

const MEMBERSHIP_RANK: Readonly<Record<string, number>> = { reader: 1, member: 2, manager: 3 };
const PORTAL_RANK: Readonly<Record<string, number>> = { staff: 1, admin: 2 };

/** Fails closed: an unknown role has no rights. */
const reaches = (rank: Readonly<Record<string, number>>, role: string, least: string): boolean =>
  (rank[role] ?? 0) >= (rank[least] ?? Infinity);

function permissionOf(name: PermissionName): Permission {
  return PERMISSIONS[name];
}

/** Returns whether the role in the portal permits it in every organization. */
export function mayEverywhere(viewer: Viewer, name: PermissionName): boolean {
  const { portal } = permissionOf(name);
  return portal !== undefined && reaches(PORTAL_RANK, viewer.role, portal);
}

/** Returns the viewer's organizations in which their role permits it, for a query's `where`. */
export function organizationsWhere(viewer: Viewer, name: PermissionName): string[] {
  const { organization } = permissionOf(name);
  if (organization === undefined) return [];
  return viewer.memberships
    .filter(({ role }) => reaches(MEMBERSHIP_RANK, role, organization))
    .map(({ organizationId }) => organizationId);
}

export function may(viewer: Viewer, name: PermissionName, organizationId: string): boolean {
  return mayEverywhere(viewer, name) || organizationsWhere(viewer, name).includes(organizationId);
}

/**
 * Throws `not_found` for an organization that the viewer cannot see, `forbidden` where their role
 * is too low, and `proof_required` where the permission takes a fresh proof.
 */
export function assertMay(viewer: Viewer, name: PermissionName, organizationId: string): void {
  if (may(viewer, name, organizationId)) return assertProvedFor(viewer, name);
  const isOwn = ownOrganizations(viewer).includes(organizationId);
  if (!isOwn && !isStaff(viewer)) throw new AppError("not_found");
  throw new AppError("forbidden", { text: message(`permissions.refused.${refusalOf(name)}`) });
}

/** Like `assertMay`, for permissions of the portal's own people. */
export function assertMayEverywhere(viewer: Viewer, name: PermissionName): void {
  if (mayEverywhere(viewer, name)) return assertProvedFor(viewer, name);
  throw new AppError(isStaff(viewer) ? "forbidden" : "not_found");
}

function assertProvedFor(viewer: Viewer, name: PermissionName): void {
  if (permissionOf(name).proof) assertProved(viewer);
}

const refusalOf = (name: PermissionName) =>
  permissionOf(name).organization === "member" ? "member" : "manager";

/** The time for which a proof of identity is valid. */
export const PROOF_MINUTES = 10;

/** Returns whether the viewer has proved their identity within the last ten minutes. */
export function hasProved({ session: { provedAt } }: Viewer): boolean {
  return provedAt !== null && Date.now() - provedAt.getTime() <= PROOF_MINUTES * 60_000;
}

/** Throws `proof_required` unless `hasProved`. */
export function assertProved(viewer: Viewer): void {
  if (!hasProved(viewer)) throw new AppError("proof_required");
}

export function isStaff(viewer: Viewer): boolean {
  return reaches(PORTAL_RANK, viewer.role, "staff");
}

/** Returns the organizations that the viewer is a member of. */
export function ownOrganizations(viewer: Viewer): string[] {
  return organizationsWhere(viewer, "tickets.read");
}

export function assertStaff(viewer: Viewer): void {
  if (!isStaff(viewer)) throw new AppError("not_found");
}

export function isManager(viewer: Viewer, organizationId: string): boolean {
  return organizationsWhere(viewer, "connections.connect").includes(organizationId);
}

/** Returns whether the viewer may write in any organization; readers see no forms. */
export function mayWriteSomewhere(viewer: Viewer): boolean {
  return organizationsWhere(viewer, "tickets.write").length > 0;
}
