import { sql } from "kysely";
import { ulid } from "ulid";

import { markVerified } from "@/lib/accounts/address/prove-address";
import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { connectAccount } from "@/lib/connections/commands";
import { seal } from "@/lib/crypto/seal";
import { fromNow, now } from "@/lib/db/expressions";
import { db } from "@/lib/db/kysely";
import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

export async function makeOrganization(name = "Northwind Trading"): Promise<string> {
  return (await prisma().organization.create({ data: { name } })).id;
}

/** Creates a user without a password, signs them in and returns their viewer. */
export async function makeViewer(
  options: {
    organizationId?: string;
    role?: "customer" | "staff" | "admin";
    membership?: "reader" | "member" | "manager";
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
  await markVerified(db(), user.id);
  if (options.organizationId)
    await prisma().membership.create({
      data: {
        userId: user.id,
        organizationId: options.organizationId,
        role: options.membership ?? "manager",
      },
    });
  await makeSession(user.id);
  const viewer = await currentViewer(user.id);
  if (!viewer) throw new Error("A new person cannot be loaded.");
  return viewer;
}

/** Signs a user in, without the traces of a real sign-in. Returns the session's id. */
export async function makeSession(userId: string): Promise<string> {
  const id = newId();
  const user = db().selectFrom("user").where("id", "=", userId);
  await db()
    .insertInto("session")
    .columns([
      "id",
      "user_id",
      "version",
      "method",
      "user_agent",
      "network",
      "expires_at",
      "proved_at",
    ])
    .expression(
      user.select((eb) => [
        eb.val(id).as("id"),
        "id as user_id",
        "session_version as version",
        eb.cast<"password">(eb.val("password"), sql`"SignInMethod"`).as("method"),
        eb.val("Tests").as("user_agent"),
        eb.val("").as("network"),
        fromNow(24 * 3_600_000).as("expires_at"),
        now().as("proved_at"),
      ]),
    )
    .execute();
  return id;
}

/** The viewer of a user's newest session, as the next request would have it. */
export async function currentViewer(
  userId: string,
  device?: Parameters<typeof loadViewer>[1],
): Promise<Viewer | null> {
  const session = await db()
    .selectFrom("session")
    .select("id")
    .where("user_id", "=", userId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  return session ? loadViewer(session.id, device) : null;
}

export interface Viewers {
  organizationId: string;
  /** A manager of the organization. */
  owner: Viewer;
  member: Viewer;
  /** Sees the organization, and may change nothing. */
  reader: Viewer;
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
    reader: await makeViewer({ organizationId, membership: "reader" }),
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
