export type Role = "customer" | "staff" | "admin";

/** Who asks: the first argument of every query and command. Made by lib/auth/viewer.ts only. */
export interface Viewer {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** The organizations that a customer belongs to. Staff read every organization without being a member. */
  memberships: Array<{
    organizationId: string;
    organizationName: string;
    role: "member" | "manager";
  }>;
  /** IANA zone, "UTC" while none is known. */
  timeZone: string;
  /** BCP 47 tag, e.g. "en-GB". */
  language: string;
}
