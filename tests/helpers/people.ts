import { ulid } from "ulid";
import { loadViewer } from "@/lib/auth/load-viewer";
import type { Viewer } from "@/lib/auth/types";
import { connect } from "@/lib/connections/commands";
import { db } from "@/lib/db/client";

export async function makeOrganization(name = "Northwind Trading"): Promise<string> {
  return (await db().organization.create({ data: { name } })).id;
}

/** A person in the database, and the viewer that signing in would make of them. No password: nothing here signs in. */
export async function makeViewer(options: { organizationId?: string; role?: "customer" | "staff" | "admin"; membership?: "member" | "manager" } = {}): Promise<Viewer> {
  const user = await db().user.create({ data: { email: `${ulid().toLowerCase()}@example.com`, name: "Jane Example", role: options.role ?? "customer", passwordHash: "-" } });
  if (options.organizationId) await db().membership.create({ data: { userId: user.id, organizationId: options.organizationId, role: options.membership ?? "manager" } });
  const viewer = await loadViewer(user.id, user.sessionVersion);
  if (!viewer) throw new Error("A new person cannot be loaded.");
  return viewer;
}

/** Connects an account as a manager would. */
export async function makeConnection(viewer: Viewer, provider: string, credential: string, label = "Our hosting"): Promise<string> {
  return (await connect(viewer, { provider, label, credential })).connectionId;
}
