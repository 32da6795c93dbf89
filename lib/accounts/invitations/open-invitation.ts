import { db } from "../../db/kysely";
import { findToken } from "../tokens";
import type { InvitedRole } from "./schemas";

export interface InvitationPageFacts {
  email: string;
  role: InvitedRole;
  /** Null: a role in the portal. */
  organizationName: string | null;
  invitedByName: string | null;
  /** Somebody with this address has an account, and accepts it signed in. */
  hasAccount: boolean;
}

/** What the page behind an invitation's link shows. Null if it has ended. */
export async function invitationBehind(token: string): Promise<InvitationPageFacts | null> {
  const found = await findToken(db(), "invitation", token);
  if (!found) return null;
  const { email, role, organizationId, createdById } = found;
  const [organization, inviter, account] = await Promise.all([
    organizationId === null
      ? null
      : db()
          .selectFrom("organization")
          .select("name")
          .where("id", "=", organizationId)
          .executeTakeFirst(),
    db()
      .selectFrom("user")
      .select("name")
      .where("id", "=", createdById ?? "")
      .executeTakeFirst(),
    db().selectFrom("user").select("id").where("email", "=", email).executeTakeFirst(),
  ]);
  if (organization === undefined) return null;
  return {
    email,
    role: role as InvitedRole,
    organizationName: organization?.name ?? null,
    invitedByName: inviter?.name ?? null,
    hasAccount: account !== undefined,
  };
}
