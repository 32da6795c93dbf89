import { mayEverywhere, organizationsWhere } from "../auth/permissions";
import type { Scope } from "../auth/scope";
import type { Viewer } from "../auth/types";

/** Organizations whose tickets the viewer may follow. */
export function followScope(viewer: Viewer): Scope {
  if (mayEverywhere(viewer, "tickets.follow")) return { kind: "all" };
  return {
    kind: "own",
    organizationIds: organizationsWhere(viewer, "tickets.follow"),
    viewerId: viewer.userId,
  };
}
