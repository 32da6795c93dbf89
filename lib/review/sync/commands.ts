import { expressionBuilder } from "kysely";

import { actedBy } from "../../auth/acted-by";
import { assertStaff } from "../../auth/permissions";
import type { Viewer } from "../../auth/types";
import { audit } from "../../db/audit";
import { now } from "../../db/expressions";
import { type ColumnChanges, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { AppError } from "../../errors";
import type { SyncAction } from "../schemas";

const eb = expressionBuilder<DB, "connection">();

/** None shortens a wait that the provider requested. */
const CHANGES: Record<SyncAction, ColumnChanges<"connection">> = {
  retry: { next_at: now(), failures: 0 },
  pause: { paused_at: eb.fn.coalesce("paused_at", now()) },
  resume: { paused_at: null, next_at: now() },
  full_sweep: { next_at: now(), deletions_checked_at: null, checkpoint: null },
};

/** Audited. Staff only; throws `connection_inactive` for a disconnected connection. */
export async function controlSync(
  viewer: Viewer,
  input: { connectionId: string; move: SyncAction },
): Promise<{ connectionId: string }> {
  assertStaff(viewer);
  return transaction(
    async (client) => {
      const connection = await client
        .selectFrom("connection")
        .select(["organization_id", "status"])
        .where("id", "=", input.connectionId)
        .where("erasing_at", "is", null)
        .forUpdate()
        .executeTakeFirst();
      if (!connection) throw new AppError("not_found");
      if (connection.status === "disconnected") throw new AppError("connection_inactive");
      await client
        .updateTable("connection")
        .set(CHANGES[input.move])
        .where("id", "=", input.connectionId)
        .execute();
      await audit(
        {
          ...actedBy(viewer),
          organizationId: connection.organization_id,
          action: `sync.${input.move}`,
          targetType: "connection",
          targetId: input.connectionId,
        },
        client,
      );
      return { connectionId: input.connectionId };
    },
    { account: input.connectionId },
  );
}
