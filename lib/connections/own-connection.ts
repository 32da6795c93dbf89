import { assertMay, assertProved, ownOrganizations } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import type { Db } from "../db/kysely";
import { prisma } from "../db/prisma";
import { AppError } from "../errors";
import { message } from "../i18n/message";

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
  const found = await prisma().connection.findFirst({
    where: {
      id: connectionId,
      organizationId: { in: ownOrganizations(viewer) },
      erasingAt: null,
    },
    select: {
      id: true,
      organizationId: true,
      provider: true,
      label: true,
      status: true,
      pausedAt: true,
    },
  });
  if (!found) throw new AppError("not_found");
  const { pausedAt, ...connection } = found;
  return { ...connection, paused: pausedAt !== null };
}

/** Throws `forbidden` for members who are not managers, `proof_required` after ten minutes. */
export async function managedConnection(
  viewer: Viewer,
  connectionId: string,
): Promise<OwnConnection> {
  const connection = await ownConnection(viewer, connectionId);
  assertMay(viewer, "connections.manage", connection.organizationId);
  assertProved(viewer);
  return connection;
}

/** Throws `provider_unauthorized` for a rejected key, with which nothing could be sent. */
export function assertKeyAccepted(
  status: ConnectionStatus,
  provider: { name: string } | undefined,
): void {
  if (status === "disconnected") throw new AppError("connection_inactive");
  if (status !== "needs_attention") return;
  throw new AppError("provider_unauthorized", {
    text: provider
      ? message("connections.errors.keyRejected", { provider: provider.name })
      : message("connections.errors.keyRejectedByProvider"),
  });
}

/** Throws `not_found` during an erasure, so that no change restores the connection. */
export async function lockToChange(transaction: Db, connectionId: string): Promise<void> {
  const locked = await transaction
    .selectFrom("connection")
    .select("id")
    .where("id", "=", connectionId)
    .where("erasing_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!locked) throw new AppError("not_found");
}
