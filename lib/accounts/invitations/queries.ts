import { assertMay, may } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { daysAgo, now } from "../../db/expressions";
import type { InvitedRole } from "./schemas";
import { invitationsOf } from "./scope";
import type { PendingInvitation } from "./types";

const LISTED_DAYS = 30;
const MAX_LISTED = 200;

/**
 * Open invitations to an organization, newest first; null: those to roles in the portal. One that
 * has expired stays in the list, so that it can be sent again. Throws like `assertMay`.
 */
export async function listInvitations(
  viewer: Viewer,
  organizationId: string | null,
): Promise<PendingInvitation[]> {
  // Looking takes no proof.
  if (organizationId !== null && !may(viewer, "people.invite", organizationId))
    assertMay(viewer, "people.invite", organizationId);
  const rows = await invitationsOf(viewer)
    .leftJoin("user", "user.id", "account_token.created_by_id")
    .where("organization_id", organizationId === null ? "is" : "=", organizationId)
    .where("expires_at", ">", daysAgo(LISTED_DAYS))
    .select((eb) => [
      "account_token.id",
      "account_token.email",
      "account_token.role",
      "user.name as invitedByName",
      "account_token.created_at as createdAt",
      "expires_at as expiresAt",
      eb("expires_at", "<=", now()).as("isExpired"),
    ])
    .orderBy("account_token.id", "desc")
    .limit(MAX_LISTED)
    .execute();
  return rows.map((row) => ({
    ...row,
    role: row.role as InvitedRole,
    isExpired: Boolean(row.isExpired),
  }));
}
