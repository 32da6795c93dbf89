import type { AuditActor } from "../db/audit";
import type { Viewer } from "./types";

/** Returns the audit trail's columns about the acting viewer. */
export function actedBy({ userId, session }: Viewer): AuditActor {
  return { actorId: userId, sessionId: session.id, network: session.network || null };
}
