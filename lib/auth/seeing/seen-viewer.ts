import type { MembershipRole, Viewer } from "../types";

/** Part of a row of the function `viewer_or_seen_of_session`. */
export interface SeenFacts {
  id: string;
  until: string;
  reason: string | null;
  userId: string;
  name: string;
  email: string;
  organizationId: string;
  organizationName: string;
  role: MembershipRole;
}

/**
 * The customer whom staff see the portal as, in the one organization they were chosen in. Language
 * and time zone stay those of the staff, and nothing is proved.
 */
export function seenViewer(staff: Viewer, facts: SeenFacts): Viewer {
  const { organizationId, organizationName, role } = facts;
  return {
    userId: facts.userId,
    name: facts.name,
    email: facts.email,
    role: "customer",
    memberships: [{ organizationId, organizationName, role }],
    lockedOrganizations: [],
    timeZone: staff.timeZone,
    language: staff.language,
    session: { ...staff.session, provedAt: null },
    seenBy: {
      id: facts.id,
      userId: staff.userId,
      name: staff.name,
      organizationId,
      organizationName,
      until: new Date(facts.until),
      reason: facts.reason,
    },
  };
}
