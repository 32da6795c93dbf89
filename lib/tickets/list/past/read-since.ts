import { inScope, type Scope } from "../../../auth/scope";
import { db } from "../../../db/kysely";

/** Returns when the first of the scope's remaining accounts was connected. */
export async function readSince(scope: Scope): Promise<Date | null> {
  const row = await db()
    .selectFrom("connection as c")
    .select(({ fn }) => fn.min("c.created_at").as("at"))
    .where((eb) => inScope(scope, eb.ref("c.organization_id")))
    .executeTakeFirst();
  return row?.at ?? null;
}
