import type { InvitedRole } from "./schemas";

/** An invitation that is neither accepted nor withdrawn. */
export interface PendingInvitation {
  id: string;
  email: string;
  role: InvitedRole;
  invitedByName: string | null;
  createdAt: Date;
  expiresAt: Date;
  isExpired: boolean;
}

/** The result of an invitation, the same for known and unknown addresses. */
export interface Invited {
  email: string;
  /** The link for the inviting person to pass on; null if mail is sent. */
  link: string | null;
}
