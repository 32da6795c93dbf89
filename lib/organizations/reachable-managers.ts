import type { Db } from "../db/kysely";

/** The organization's managers who can get mail, each with its name. */
export function reachableManagers(client: Db, organizationId: string) {
  return client
    .selectFrom("membership as m")
    .innerJoin("user as u", "u.id", "m.user_id")
    .innerJoin("organization as o", "o.id", "m.organization_id")
    .where("m.organization_id", "=", organizationId)
    .where("m.role", "=", "manager")
    .where("u.disabled_at", "is", null)
    .where("u.email_verified_at", "is not", null)
    .select(["u.id", "u.email", "u.language", "o.name as organization"])
    .execute();
}
