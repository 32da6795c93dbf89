import { db } from "../../db/kysely";
import { canConnection } from "../../providers/capabilities";
import type { Capability, CapabilityState } from "../../providers/contract";
import { findProvider } from "../../providers/registry";

/** Reads the stored capabilities, which any process may have changed. */
export async function connectionCan(
  connectionId: string,
  capability: Capability,
): Promise<boolean> {
  const row = await db()
    .selectFrom("connection")
    .where("id", "=", connectionId)
    .select((eb) => [
      "provider",
      eb.ref("capabilities").$castTo<CapabilityState[]>().as("capabilities"),
    ])
    .executeTakeFirst();
  return (
    row !== undefined && canConnection(findProvider(row.provider), row.capabilities, capability)
  );
}
