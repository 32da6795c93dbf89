import type { AuditActor } from "../db/audit";
import type { Viewer } from "./types";

/** Who acts, and from where, for a row of the audit trail. */
export function actedBy({ userId, session }: Viewer): AuditActor {
  return { actorId: userId, sessionId: session.id, network: session.network || null };
}
