import { ulid } from "ulid";

import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { connectAccount } from "@/lib/connections/commands";
import { seal } from "@/lib/crypto/seal";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";

export async function makeOrganization(name = "Northwind Trading"): Promise<string> {
  return (await db().organization.create({ data: { name } })).id;
}

/** A person in the database, and the viewer that signing in would make of them. No password: nothing here signs in. */
export async function makeViewer(
  options: {
    organizationId?: string;
    role?: "customer" | "staff" | "admin";
    membership?: "member" | "manager";
  } = {},
): Promise<Viewer> {
  const user = await db().user.create({
    data: {
      email: `${ulid().toLowerCase()}@example.com`,
      name: "Jane Example",
      role: options.role ?? "customer",
      passwordHash: "-",
    },
  });
  if (options.organizationId)
    await db().membership.create({
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

/** Connects an account as a manager would, also one that is connected already: tests compare several connections of one account. */
export async function makeConnection(
  viewer: Viewer,
  provider: string,
  credential: string,
  label = "Our hosting",
): Promise<string> {
  try {
    return (await connectAccount(viewer, { provider, label, credential })).connectionId;
  } catch (error) {
    if (!isAppError(error, "invalid") || !error.message.startsWith("Already connected"))
      throw error;
    return makeTwin(viewer, provider, credential, label);
  }
}

/** What `connect` refuses: a second connection of the organization to the same account. */
async function makeTwin(
  viewer: Viewer,
  provider: string,
  credential: string,
  label: string,
): Promise<string> {
  const organizationId = viewer.memberships[0]?.organizationId ?? "";
  const standing = await db().connection.findFirstOrThrow({
    where: { organizationId, provider, status: { not: "disconnected" } },
  });
  const id = ulid();
  const sealedCredential = seal(
    credential,
    { organizationId, rowId: id, provider, field: "credential" },
    env().CREDENTIAL_KEYS,
  );
  const { account, capabilities } = standing as { account: object; capabilities: object };
  await db().connection.create({
    data: {
      id,
      organizationId,
      provider,
      label,
      sealedCredential,
      account,
      capabilities,
      checkedAt: new Date(),
      createdById: viewer.userId,
      nextAt: new Date(),
    },
  });
  return id;
}
