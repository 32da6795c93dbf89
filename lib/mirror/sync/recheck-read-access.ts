import { now, storableJsonb } from "../../db/expressions";
import { db } from "../../db/kysely";
import { isAppError } from "../../errors";
import type { OpenConnection } from "../connection/open-connection";

/** Rechecks the credential after the ticket list was refused. True when it cannot read tickets. */
export async function recheckReadAccess(
  open: OpenConnection | undefined,
  error: unknown,
): Promise<boolean> {
  if (!open || !isAppError(error, "provider_forbidden")) return false;
  const check = await open.session.check().catch(() => null);
  if (!check) return false;
  await db()
    .updateTable("connection")
    .set({ capabilities: storableJsonb(check.capabilities), checked_at: now() })
    .where("id", "=", open.row.id)
    .where("credential_version", "=", open.row.credential_version)
    .execute();
  return check.capabilities.some(
    ({ capability, available }) => capability === "read" && !available,
  );
}
