import type { InvitedRole } from "./schemas";

/** One that is listed until it is accepted or withdrawn. */
export interface PendingInvitation {
  id: string;
  email: string;
  role: InvitedRole;
  invitedByName: string | null;
  createdAt: Date;
  expiresAt: Date;
  isExpired: boolean;
}

export interface Invited {
  /** "added": the address is known, so the person belongs to the organization already. */
  outcome: "invited" | "added";
  email: string;
  /** For the person who invites to pass on. Only where no mail is sent. */
  link: string | null;
}
