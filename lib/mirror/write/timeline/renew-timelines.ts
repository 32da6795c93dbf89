import { isAnyOf, now } from "../../../db/expressions";
import { db, transaction } from "../../../db/kysely";
import { log } from "../../../log";
import { findProvider } from "../../../providers/registry";
import { lockConnection } from "../../connection/lease";
import { errorReason, writeRowByRow } from "../isolate-rows";
import type { MirrorTarget } from "../ticket-row";
import { writeTimelines } from "./write-timelines";

const BATCH = 200;

/**
 * Makes the timelines of a batch of one connection's tickets that have none, or one without what an
 * older portal wrote. Returns the size of the batch; 0 when none is left.
 */
export async function renewTimelinesBatch(size = BATCH): Promise<number> {
  const target = await nextTarget();
  if (!target) return 0;
  const outdated = await db()
    .selectFrom("outdated_timeline")
    .where("connection_id", "=", target.connectionId)
    .where("failed_at", "is", null)
    .orderBy("ticket_id")
    .limit(size)
    .select("ticket_id")
    .execute();
  await writeRowByRow(
    outdated.map((row) => row.ticket_id),
    (ticketIds) => renew(target, ticketIds),
    giveUp,
  );
  return outdated.length;
}

async function nextTarget(): Promise<MirrorTarget | null> {
  const row = await db()
    .selectFrom("outdated_timeline as o")
    .innerJoin("connection as c", "c.id", "o.connection_id")
    .where("o.failed_at", "is", null)
    .select(["c.id", "c.organization_id as organizationId", "c.provider"])
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const unknown = { id: row.provider, urgentPriorities: [], turns: {} };
  const provider = findProvider(row.provider) ?? unknown;
  return { connectionId: row.id, organizationId: row.organizationId, provider };
}

async function renew(target: MirrorTarget, ticketIds: readonly string[]): Promise<void> {
  await transaction(async (client) => {
    const recordedAt = await lockConnection(client, target.connectionId);
    // Another process may have been faster.
    const left = await client
      .selectFrom("outdated_timeline")
      .where((eb) => isAnyOf(eb.ref("ticket_id"), ticketIds))
      .select("ticket_id")
      .execute();
    const changed = left.map((row) => row.ticket_id);
    await writeTimelines(client, target, { added: [], changed, recordedAt });
  });
}

/** The ticket's next change tries again. Until then, the row says that lists must look for it. */
async function giveUp(ticketId: string, error: unknown): Promise<void> {
  log.error({ ticketId, reason: errorReason(error) }, "a timeline could not be made");
  await db()
    .updateTable("outdated_timeline")
    .set({ failed_at: now() })
    .where("ticket_id", "=", ticketId)
    .execute();
}
