import type { AuditActor } from "../db/audit";
import { signedInUserId } from "./seeing/read-only";
import type { Viewer } from "./types";

/** Returns the audit trail's columns about the acting viewer. */
export function actedBy(viewer: Viewer): AuditActor {
  const { id, network } = viewer.session;
  return { actorId: signedInUserId(viewer), sessionId: id, network: network || null };
}
