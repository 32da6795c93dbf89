import { sql } from "../../db/sql";
import { isAppError } from "../../errors";
import { storableJson } from "../../text/storable";
import type { OpenConnection } from "../connection/open-connection";

/** Rechecks the credential after the ticket list was refused. True when it cannot read tickets. */
export async function recheckReadAccess(
  open: OpenConnection | undefined,
  error: unknown,
): Promise<boolean> {
  if (!open || !isAppError(error, "provider_forbidden")) return false;
  const check = await open.session.check().catch(() => null);
  if (!check) return false;
  await sql(
    `UPDATE connection SET capabilities = $3, checked_at = now()
     WHERE id = $1 AND sealed_credential = $2`,
    [open.row.id, open.row.sealed_credential, storableJson(check.capabilities)],
  );
  return check.capabilities.some(
    ({ capability, available }) => capability === "read" && !available,
  );
}
