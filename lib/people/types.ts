import type { SessionView } from "../accounts/sessions/queries";
import type { MembershipRole, PortalRole } from "../auth/types";

export interface ListedPerson {
  id: string;
  name: string;
  email: string;
  role: PortalRole;
  isDisabled: boolean;
  /** Of at most three organizations. */
  organizations: string[];
}

export interface ListedOrganization {
  id: string;
  name: string;
  people: number;
  connections: number;
}

/** One page of a list by name. */
export interface NamePage<Item> {
  items: Item[];
  /** Of the item after which the next page begins. */
  nextCursor: string | null;
}

/** A session as its person sees it. */
export type PersonSession = Omit<SessionView, "isCurrent">;

export interface PersonAudit {
  id: string;
  at: Date;
  action: string;
  actorName: string | null;
}

export interface PersonDetail {
  id: string;
  name: string;
  email: string;
  role: PortalRole;
  isDisabled: boolean;
  /** False if a stranger may have set the account up, by a link that was not emailed. */
  isAddressVerified: boolean;
  createdAt: Date;
  memberships: Array<{ organizationId: string; name: string; role: MembershipRole }>;
  hasPassword: boolean;
  hasAuthenticator: boolean;
  passkeys: number;
  sessions: PersonSession[];
  audits: PersonAudit[];
}

export interface OrganizationDetail {
  id: string;
  name: string;
  createdAt: Date;
  connections: number;
}

export interface FoundOrganization {
  id: string;
  name: string;
}
