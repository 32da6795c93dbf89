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

/** The same, whether the address is known. */
export interface Invited {
  email: string;
  /** For the person who invites to pass on. Only where no mail is sent. */
  link: string | null;
}
