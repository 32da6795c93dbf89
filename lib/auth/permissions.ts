import { AppError } from "../errors";
import type { Viewer } from "./types";

const STAFF_ROLES: ReadonlySet<string> = new Set(["staff", "admin"]);

/** Fails closed: an unknown role is not staff. */
export function isStaff(viewer: Viewer): boolean {
  return STAFF_ROLES.has(viewer.role);
}

/** Ids of the organizations whose tickets the viewer may read as a customer. */
export function ownOrganizations(viewer: Viewer): string[] {
  return viewer.memberships.map((membership) => membership.organizationId);
}

/** Throws `not_found` for anyone but staff. */
export function assertStaff(viewer: Viewer): void {
  if (!isStaff(viewer)) throw new AppError("not_found");
}

/** Managers manage the organization's connections. */
export function isManager(viewer: Viewer, organizationId: string): boolean {
  return viewer.memberships.some(
    (membership) => membership.organizationId === organizationId && membership.role === "manager",
  );
}
