import type { Db } from "../../db/kysely";
import type { AccountToken } from "../tokens";

export interface InvitationMaker {
  name: string;
  email: string;
  isAdministrator: boolean;
  /** Invites by their role in the portal, not as a manager of the organization. */
  isFromPortal: boolean;
}

/**
 * Returns the person who made an invitation. Null if they may no longer give its role, e.g. because
 * they were disabled or are no longer a manager: then it has ended.
 */
export async function invitationMaker(
  client: Db,
  { createdById, organizationId }: Pick<AccountToken, "createdById" | "organizationId">,
): Promise<InvitationMaker | null> {
  const maker = await client
    .selectFrom("user as u")
    .leftJoin("membership as m", (join) =>
      join
        .onRef("m.user_id", "=", "u.id")
        .on("m.organization_id", "=", organizationId ?? "")
        .on("m.role", "=", "manager"),
    )
    .select(["u.name", "u.email", "u.role", "m.role as membership"])
    .where("u.id", "=", createdById ?? "")
    .where("u.disabled_at", "is", null)
    .executeTakeFirst();
  const isAdministrator = maker?.role === "admin";
  if (!maker || (!isAdministrator && maker.membership === null)) return null;
  const { name, email, membership } = maker;
  return { name, email, isAdministrator, isFromPortal: membership === null };
}
