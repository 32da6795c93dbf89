import { mayEverywhere } from "../auth/permissions";
import { revokeSessions } from "../auth/sessions";
import type { PortalRole, Viewer } from "../auth/types";
import type { Db } from "../db/kysely";

/** Ends all sessions of a person, also those that begin at this moment. Returns how many. */
export async function endSessions(client: Db, userId: string): Promise<number> {
  await client
    .updateTable("user")
    .set({ session_version: (eb) => eb("session_version", "+", 1) })
    .where("id", "=", userId)
    .execute();
  return revokeSessions(userId, null, client);
}

/**
 * After a person has lost a role. A manager ends no sessions of staff or of people who have another
 * organization: docs/decisions/2026-11-27-loss-of-rights-ends-sessions.md.
 */
export async function endSessionsOnLoss(
  client: Db,
  viewer: Viewer,
  person: { userId: string; portalRole: PortalRole },
  organizationId: string,
): Promise<number> {
  const mayEnd =
    viewer.userId === person.userId ||
    mayEverywhere(viewer, "users.manage") ||
    (person.portalRole === "customer" &&
      !(await hasOtherOrganization(client, person.userId, organizationId)));
  return mayEnd ? endSessions(client, person.userId) : 0;
}

async function hasOtherOrganization(
  client: Db,
  userId: string,
  organizationId: string,
): Promise<boolean> {
  const other = await client
    .selectFrom("membership")
    .select("organization_id")
    .where("user_id", "=", userId)
    .where("organization_id", "<>", organizationId)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
