import { assertStaff } from "../auth/permissions";
import type { Viewer } from "../auth/types";
import { audit } from "../db/audit";
import { sqlResult,transaction } from "../db/sql";
import { AppError } from "../errors";
import type { SyncAction } from "./schemas";

/** None shortens a wait that the provider requested. */
const CHANGES: Record<SyncAction, string> = {
  retry: "next_at = now(), failures = 0",
  pause: "paused_at = coalesce(paused_at, now())",
  resume: "paused_at = NULL, next_at = now()",
  full_sweep: "next_at = now(), deletions_checked_at = NULL, checkpoint = NULL",
};

/** Audited. Staff only; throws `connection_inactive` for a disconnected connection. */
export async function controlSync(
  viewer: Viewer,
  input: { connectionId: string; move: SyncAction },
): Promise<{ connectionId: string }> {
  assertStaff(viewer);
  return transaction(
    async (client) => {
      const { rows } = await sqlResult<{ organization_id: string; status: string }>(
        `SELECT organization_id, status
          FROM connection
          WHERE id = $1
            AND erasing_at IS NULL
          FOR UPDATE`,
        [input.connectionId],
        client,
      );
      const [connection] = rows;
      if (!connection) throw new AppError("not_found");
      if (connection.status === "disconnected") throw new AppError("connection_inactive");
      await sqlResult(
        `UPDATE connection SET ${CHANGES[input.move]} WHERE id = $1`,
        [input.connectionId],
        client,
      );
      await audit(
        {
          actorId: viewer.userId,
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
