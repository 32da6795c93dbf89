import { actedBy } from "../../auth/acted-by";
import { revokeSession, revokeSessions } from "../../auth/sessions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { transaction } from "../../db/kysely";
import { AppError } from "../../errors";
import { endOpenLinks } from "../open-links";

const REVOKED = { organizationId: null, action: "session.revoked" } as const;

/**
 * Revokes one of the viewer's sessions: its next request is refused. Throws `not_found` for
 * another person's, or one that has ended.
 */
export async function revokeOwnSession(
  viewer: Viewer,
  { sessionId }: { sessionId: string },
): Promise<{ sessionId: string }> {
  await transaction(async (client) => {
    if (!(await revokeSession(viewer.userId, sessionId, client))) throw new AppError("not_found");
    const target = { targetType: "session", targetId: sessionId } as const;
    await audit({ ...actedBy(viewer), ...REVOKED, ...target }, client);
  });
  return { sessionId };
}

/** Revokes all of the viewer's sessions but the one that asks, and ends their open links. */
export async function revokeOtherSessions(viewer: Viewer): Promise<{ count: number }> {
  const count = await transaction(async (client) => {
    await endOpenLinks(client, viewer.userId);
    const revoked = await revokeSessions(viewer.userId, viewer.session.id, client);
    const target = {
      targetType: "user",
      targetId: viewer.userId,
      reason: "all_others",
    } as const;
    if (revoked > 0)
      await audit({ ...actedBy(viewer), ...REVOKED, ...target, count: revoked }, client);
    return revoked;
  });
  return { count };
}
