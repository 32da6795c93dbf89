import { isManager, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import type { Db } from "../db/kysely";
import { sql, sqlResult } from "../db/sql";
import { AppError } from "../errors";

export type ConnectionStatus = "active" | "needs_attention" | "disconnected";

export interface OwnConnection {
  id: string;
  organizationId: string;
  provider: string;
  label: string;
  status: ConnectionStatus;
  paused: boolean;
}

/** Throws `not_found` outside the viewer's organizations. */
export async function ownConnection(viewer: Viewer, connectionId: string): Promise<OwnConnection> {
  const [row] = await sql<OwnConnection>(
    `SELECT id, organization_id AS "organizationId", provider, label, status,
        paused_at IS NOT NULL AS paused
      FROM connection
      WHERE id = $1
        AND organization_id = ANY($2)
        AND erasing_at IS NULL`,
    [connectionId, ownOrganizations(viewer)],
  );
  if (!row) throw new AppError("not_found");
  return row;
}

/** Throws `forbidden` for members who are not managers. */
export async function managedConnection(
  viewer: Viewer,
  connectionId: string,
): Promise<OwnConnection> {
  const connection = await ownConnection(viewer, connectionId);
  if (!isManager(viewer, connection.organizationId))
    throw new AppError("forbidden", {
      message: "Only a manager of the organization may change its connections.",
    });
  return connection;
}

/** Throws `provider_unauthorized` for a rejected key, with which nothing could be sent. */
export function assertKeyAccepted(
  status: ConnectionStatus,
  provider: { name: string } | undefined,
): void {
  if (status === "disconnected") throw new AppError("connection_inactive");
  if (status !== "needs_attention") return;
  const name = provider?.name ?? "The provider";
  throw new AppError("provider_unauthorized", {
    message: `${name} does not accept this account’s key. Replace the key in Connections, then try again. Nothing was sent.`,
  });
}

/** Throws `not_found` during an erasure, so that no change restores the connection. */
export async function lockToChange(client: Db, connectionId: string): Promise<void> {
  const { rowCount } = await sqlResult(
    "SELECT 1 FROM connection WHERE id = $1 AND erasing_at IS NULL FOR UPDATE",
    [connectionId],
    client,
  );
  if (rowCount !== 1) throw new AppError("not_found");
}
