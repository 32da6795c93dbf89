import { assertMay, assertMayEverywhere, type PermissionName } from "../auth/permissions";
import type { MembershipRole, PortalRole, Viewer } from "../auth/types";
import { lockUntilCommit } from "../db/expressions";
import type { Db } from "../db/kysely";
import { AppError } from "../errors";
import { message } from "../i18n/message";

/** Locks an organization's people against other changes; returns its name. Throws `not_found`. */
export async function lockOrganization(client: Db, organizationId: string): Promise<string> {
  const row = await client
    .selectFrom("organization")
    .select("name")
    .where("id", "=", organizationId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  return row.name;
}

/**
 * Serialises changes of other people's accounts, and checks again that the viewer may make them; as
 * no one can change their own account, one administrator remains.
 */
export async function lockAccounts(client: Db, viewer: Viewer): Promise<void> {
  await lockUntilCommit(client, "administrators");
  await assertStillMay(client, viewer, "users.manage", null);
}

/**
 * Checks a permission again after waiting for a lock: the viewer's own rights may have changed
 * meanwhile. An organization of null means the rights of the portal's own people, which then stay
 * until the end of the transaction.
 */
export async function assertStillMay(
  client: Db,
  viewer: Viewer,
  name: PermissionName,
  organizationId: string | null,
): Promise<void> {
  const user = await client
    .selectFrom("user as u")
    .leftJoin("membership as m", (join) =>
      join.onRef("m.user_id", "=", "u.id").on("m.organization_id", "=", organizationId ?? ""),
    )
    .select(["u.role", "m.role as membership"])
    .where("u.id", "=", viewer.userId)
    .where("u.disabled_at", "is", null)
    .$if(organizationId === null, (query) => query.forShare("u"))
    .executeTakeFirst();
  if (!user) throw new AppError("unauthenticated");
  if (organizationId === null) return assertMayEverywhere({ ...viewer, role: user.role }, name);
  const memberships = user.membership
    ? [{ organizationId, organizationName: "", role: user.membership }]
    : [];
  assertMay({ ...viewer, role: user.role, memberships }, name, organizationId);
}

export interface LockedMember {
  userId: string;
  role: MembershipRole;
  name: string;
  email: string;
  language: string | null;
  portalRole: PortalRole;
}

/** Returns a member of the organization. Throws `not_found`. */
export async function memberOf(
  client: Db,
  organizationId: string,
  userId: string,
): Promise<LockedMember> {
  const row = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select(["u.id as userId", "m.role", "u.name", "u.email", "u.language", "u.role as portalRole"])
    .where("m.organization_id", "=", organizationId)
    .where("m.user_id", "=", userId)
    .executeTakeFirst();
  if (!row) throw new AppError("not_found");
  return row;
}

/** Throws `conflict` if the organization has no other manager. Disabled people do not count. */
export async function assertOtherManager(
  client: Db,
  organizationId: string,
  userId: string,
): Promise<void> {
  const other = await client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .select("m.user_id")
    .where("m.organization_id", "=", organizationId)
    .where("m.user_id", "<>", userId)
    .where("m.role", "=", "manager")
    .where("u.disabled_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  if (!other) throw new AppError("conflict", { text: message("people.errors.lastManager") });
}
