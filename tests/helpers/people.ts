import { ulid } from "ulid";

import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { connectAccount } from "@/lib/connections/commands";
import { seal } from "@/lib/crypto/seal";
import { now } from "@/lib/db/expressions";
import { db } from "@/lib/db/kysely";
import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";

export async function makeOrganization(name = "Northwind Trading"): Promise<string> {
  return (await prisma().organization.create({ data: { name } })).id;
}

/** Creates a user without a password and returns the viewer that a session of theirs has. */
export async function makeViewer(
  options: {
    organizationId?: string;
    role?: "customer" | "staff" | "admin";
    membership?: "member" | "manager";
  } = {},
): Promise<Viewer> {
  const user = await prisma().user.create({
    data: {
      email: `${ulid().toLowerCase()}@example.com`,
      name: "Jane Example",
      role: options.role ?? "customer",
      passwordHash: "-",
    },
  });
  if (options.organizationId)
    await prisma().membership.create({
      data: {
        userId: user.id,
        organizationId: options.organizationId,
        role: options.membership ?? "manager",
      },
    });
  const viewer = await loadViewer(user.id, user.sessionVersion);
  if (!viewer) throw new Error("A new person cannot be loaded.");
  return viewer;
}

export interface Viewers {
  organizationId: string;
  /** A manager of the organization. */
  owner: Viewer;
  member: Viewer;
  /** A manager of the organization whose user is disabled. */
  disabled: Viewer;
  /** A manager of another organization. */
  stranger: Viewer;
  /** A user without an organization. */
  outsider: Viewer;
  staff: Viewer;
}

export async function disableUser(userId: string): Promise<void> {
  await db().updateTable("user").set({ disabled_at: now() }).where("id", "=", userId).execute();
}

/** Creates one viewer for each kind of access to an organization. */
export async function makeViewers(): Promise<Viewers> {
  const organizationId = await makeOrganization("Northwind");
  const disabled = await makeViewer({ organizationId });
  await disableUser(disabled.userId);
  return {
    organizationId,
    owner: await makeViewer({ organizationId }),
    member: await makeViewer({ organizationId, membership: "member" }),
    disabled,
    stranger: await makeViewer({ organizationId: await makeOrganization("Contoso") }),
    outsider: await makeViewer(),
    staff: await makeViewer({ role: "staff" }),
  };
}

/** Connects an account; unlike the portal, also one that the organization has connected already. */
export async function makeConnection(
  viewer: Viewer,
  provider: string,
  credential: string,
  label = "Our hosting",
): Promise<string> {
  try {
    return (await connectAccount(viewer, { provider, label, credential })).connectionId;
  } catch (error) {
    const isConnected =
      isAppError(error, "invalid") && error.text.key === "connections.errors.alreadyConnected";
    if (!isConnected) throw error;
    return duplicateConnection(viewer, provider, credential, label);
  }
}

/** Stores a second connection to the same account, which `connectAccount` refuses. */
async function duplicateConnection(
  viewer: Viewer,
  provider: string,
  credential: string,
  label: string,
): Promise<string> {
  const organizationId = viewer.memberships[0]?.organizationId ?? "";
  const existing = await prisma().connection.findFirstOrThrow({
    where: { organizationId, provider, status: { not: "disconnected" } },
  });
  const id = ulid();
  const sealedCredential = seal(
    credential,
    { organizationId, rowId: id, provider, field: "credential" },
    env().CREDENTIAL_KEYS,
  );
  const { account, capabilities } = existing as { account: object; capabilities: object };
  await prisma().connection.create({
    data: {
      id,
      organizationId,
      provider,
      label,
      sealedCredential,
      account,
      capabilities,
      createdById: viewer.userId,
    },
  });
  await db()
    .updateTable("connection")
    .set({ checked_at: now(), next_at: now() })
    .where("id", "=", id)
    .execute();
  return id;
}
