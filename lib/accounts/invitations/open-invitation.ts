import { db } from "../../db/kysely";
import { findToken } from "../tokens";
import { invitationMaker } from "./maker";
import type { InvitedRole } from "./schemas";

export interface InvitationPageFacts {
  email: string;
  role: InvitedRole;
  /** Null: a role in the portal. */
  organizationName: string | null;
  invitedByName: string;
  /** The address has an account, whose person must sign in to accept. */
  hasAccount: boolean;
}

/** Returns the contents of an invitation's page. Null if the invitation has ended. */
export async function invitationBehind(token: string): Promise<InvitationPageFacts | null> {
  const found = await findToken(db(), "invitation", token);
  if (!found) return null;
  const { email, role, organizationId } = found;
  const [organization, maker, account] = await Promise.all([
    organizationId === null
      ? null
      : db()
          .selectFrom("organization")
          .select("name")
          .where("id", "=", organizationId)
          .executeTakeFirst(),
    invitationMaker(db(), found),
    db().selectFrom("user").select("id").where("email", "=", email).executeTakeFirst(),
  ]);
  if (organization === undefined || maker === null) return null;
  return {
    email,
    role: role as InvitedRole,
    organizationName: organization?.name ?? null,
    invitedByName: maker.name,
    hasAccount: account !== undefined,
  };
}
