import { mayEverywhere, organizationsWhere } from "../auth/permissions";
import type { Scope } from "../auth/scope";
import type { Viewer } from "../auth/types";

/** The organizations whose tickets the viewer may follow, and be told of. */
export function followScope(viewer: Viewer): Scope {
  if (mayEverywhere(viewer, "tickets.follow")) return { kind: "all" };
  return { kind: "own", organizationIds: organizationsWhere(viewer, "tickets.follow") };
}
