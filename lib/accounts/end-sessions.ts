import { revokeSessions } from "../auth/sessions";
import type { PortalRole, Viewer } from "../auth/types";
import type { Db } from "../db/kysely";
import { endOpenLinks } from "./open-links";

/**
 * Ends all sessions of a person, including those that begin at this moment, and the links that would
 * start one. Returns how many sessions.
 */
export async function endSessions(client: Db, userId: string): Promise<number> {
  await client
    .updateTable("user")
    .set({ session_version: (eb) => eb("session_version", "+", 1) })
    .where("id", "=", userId)
    .execute();
  await endOpenLinks(client, userId);
  return revokeSessions(userId, null, client);
}

/**
 * Ends the sessions of a person who has lost a role in an organization, and returns how many. Staff
 * keep theirs unless they leave it: docs/decisions/2026-11-27-loss-of-rights-ends-sessions.md.
 */
export async function endSessionsOnLoss(
  client: Db,
  viewer: Viewer,
  person: { userId: string; portalRole: PortalRole },
): Promise<number> {
  const mayKeep = person.portalRole !== "customer" && person.userId !== viewer.userId;
  return mayKeep ? 0 : endSessions(client, person.userId);
}
