import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { sql } from "../db/sql";
import { AppError } from "../errors";

export interface OwnConnection {
  id: string;
  organizationId: string;
  provider: string;
  label: string;
  status: "active" | "needs_attention" | "disconnected";
  /** Staff have paused its reading. */
  paused: boolean;
}

/** A connection of one of the viewer's own organizations. Throws not_found for every other id. */
export async function ownConnection(viewer: Viewer, connectionId: string): Promise<OwnConnection> {
  const [row] = await sql<OwnConnection>(
    `SELECT id, organization_id AS "organizationId", provider, label, status, paused_at IS NOT NULL AS paused FROM connection WHERE id = $1 AND organization_id = ANY($2) AND erasing_at IS NULL`,
    [connectionId, ownOrganizations(viewer)],
  );
  if (!row) throw new AppError("not_found");
  return row;
}

/** The same, for changing it: managers of its organization only. */
export async function managedConnection(viewer: Viewer, connectionId: string): Promise<OwnConnection> {
  const connection = await ownConnection(viewer, connectionId);
  if (!isManager(viewer, connection.organizationId)) throw new AppError("forbidden", { message: "Only a manager of the organization may change its connections." });
  return connection;
}
