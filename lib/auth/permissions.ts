import { AppError } from "../errors";
import type { Viewer } from "./types";

const STAFF_ROLES: ReadonlySet<string> = new Set(["staff", "admin"]);

/** Unknown roles are customers of nothing: this fails closed. */
export function isStaff(viewer: Viewer): boolean {
  return STAFF_ROLES.has(viewer.role);
}

/** The organizations whose tickets this viewer may read as a customer: a `where` that scopes by these can show nothing else. */
export function ownOrganizations(viewer: Viewer): string[] {
  return viewer.memberships.map((membership) => membership.organizationId);
}

/** Refuses everybody but staff, as if there were nothing. */
export function assertStaff(viewer: Viewer): void {
  if (!isStaff(viewer)) throw new AppError("not_found");
}

/** True for a manager of this organization: they manage its connections. */
export function isManager(viewer: Viewer, organizationId: string): boolean {
  return viewer.memberships.some(
    (membership) => membership.organizationId === organizationId && membership.role === "manager",
  );
}
