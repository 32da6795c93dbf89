import type { Language } from "../i18n/languages";

export type PortalRole = "customer" | "staff" | "admin";

/** In an organization, each with the rights of the one before: see lib/auth/permissions.ts. */
export type MembershipRole = "reader" | "member" | "manager";

export type SignInMethod =
  "password" | "mail_link" | "mail_code" | "passkey" | "identity" | "invitation" | "operator";

export interface ViewerMembership {
  organizationId: string;
  organizationName: string;
  role: MembershipRole;
}

export type LockedOrganization = Omit<ViewerMembership, "role">;

interface ViewerSession {
  id: string;
  /** The network part of the address where it was seen last; "" if unknown. */
  network: string;
  /** The time of the last proof of identity. */
  provedAt: Date | null;
  lastSeenAt: Date;
}

/** Staff who see the portal as a customer does: docs/decisions/2026-11-28-see-as-a-customer.md. */
export interface SeenBy {
  /** Id of the row in `seen_as`. */
  id: string;
  userId: string;
  name: string;
  organizationId: string;
  organizationName: string;
  until: Date;
  reason: string | null;
}

/** The first argument of every query and command. Created by load-viewer.ts only. */
export interface Viewer {
  userId: string;
  name: string;
  email: string;
  role: PortalRole;
  /** Staff read every organization without a membership. */
  memberships: ViewerMembership[];
  /** Treated as foreign, since they require a second factor, which this session lacks. */
  lockedOrganizations: LockedOrganization[];
  /** IANA zone; "UTC" if unknown. */
  timeZone: string;
  language: Language;
  session: ViewerSession;
  /** Set: staff see what this customer sees, and nothing may change. */
  seenBy?: SeenBy;
}

/**
 * The step that a signed-in person must still take to become a viewer: enter a second factor, or
 * set one up because their role or each of their organizations requires it.
 */
export type SignInStep = "second_factor" | "second_factor_setup";

export interface SessionState {
  viewer: Viewer;
  /** Null: signed in completely. */
  missing: SignInStep | null;
  /** Unread notifications of what the viewer may see; more than 99 are counted as 100. */
  unread?: number;
  signedInAt?: Date;
  /** Null until nothing was missing for the first time, see `arrive`. */
  completedAt?: Date | null;
}
