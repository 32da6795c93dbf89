import { AppError } from "../errors";
import type { Viewer } from "./types";

const STAFF_ROLES: ReadonlySet<string> = new Set(["staff", "admin"]);

/** Fails closed: an unknown role is not staff. */
export function isStaff(viewer: Viewer): boolean {
  return STAFF_ROLES.has(viewer.role);
}

export function ownOrganizations(viewer: Viewer): string[] {
  return viewer.memberships.map((membership) => membership.organizationId);
}

export function assertStaff(viewer: Viewer): void {
  if (!isStaff(viewer)) throw new AppError("not_found");
}

export function isManager(viewer: Viewer, organizationId: string): boolean {
  return viewer.memberships.some(
    (membership) => membership.organizationId === organizationId && membership.role === "manager",
  );
}
