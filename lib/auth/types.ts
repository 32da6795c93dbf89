import type { Language } from "../i18n/languages";

type Role = "customer" | "staff" | "admin";

/** The first argument of every query and command. Created by viewer.ts only. */
export interface Viewer {
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** Staff read every organization without a membership. */
  memberships: Array<{
    organizationId: string;
    organizationName: string;
    role: "member" | "manager";
  }>;
  /** IANA zone; "UTC" if unknown. */
  timeZone: string;
  language: Language;
}
