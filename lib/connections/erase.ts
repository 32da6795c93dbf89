import { sql, sqlResult,transaction } from "../db/sql";
import { workAs } from "../db/work";
import { deleteDraftsOf } from "../drafts/remove-draft";
import { eraseBytes } from "../files/file-bytes";
import { log } from "../log";
import { lockConnection } from "../mirror/sync/run-sync";

/** Keeps locks well under a second. */
const BATCH = 500;

interface Erasure {
  connectionId: string;
  endBy: number;
}

/** Erases in small transactions until `endBy` (epoch milliseconds). True when nothing is left. */
export function eraseConnection(connectionId: string, endBy: number): Promise<boolean> {
  const at = { connectionId, endBy };
  return workAs(
    { as: "maintenance", account: connectionId },
    async () =>
      (await repeatUntilEmpty(at, eraseSubmissions)) &&
      (await repeatUntilEmpty(at, eraseTickets)) &&
      (await repeatUntilEmpty(at, eraseServices)) &&
      (await repeatUntilEmpty(at, eraseRuns)) &&
      (await eraseRest(at)),
  );
}

export async function eraseMarked(endBy: number): Promise<number> {
  const marked = await sql<{ id: string }>(
    "SELECT id FROM connection WHERE erasing_at IS NOT NULL ORDER BY erasing_at LIMIT 100",
  );
  let gone = 0;
  for (const { id } of marked) {
    if (Date.now() >= endBy) break;
    const isGone = await eraseConnection(id, endBy).catch((error: unknown) =>
      log.error({ err: error, connectionId: id }, "an account could not be erased"),
    );
    if (isGone) gone += 1;
  }
  return gone;
}

async function repeatUntilEmpty(
  at: Erasure,
  eraseBatch: (connectionId: string) => Promise<number>,
): Promise<boolean> {
  while (Date.now() < at.endBy) if ((await eraseBatch(at.connectionId)) === 0) return true;
  return false;
}

/** Deletes the bytes first: while the rows exist, a retry finds them. */
async function eraseSubmissions(connectionId: string): Promise<number> {
  const ids = (
    await sql<{ id: string }>("SELECT id FROM submission WHERE connection_id = $1 LIMIT $2", [
      connectionId,
      BATCH,
    ])
  ).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const files = await sql<{ id: string }>(
    "SELECT id FROM outgoing_file WHERE submission_id = ANY($1) AND erased_at IS NULL",
    [ids],
  );
  await eraseBytes(files.map(({ id }) => id));
  await transaction(async (client) => {
    await deleteDraftsOf(client, ids);
    await sqlResult("DELETE FROM submission WHERE id = ANY($1)", [ids], client);
  });
  return ids.length;
}

function eraseTickets(connectionId: string): Promise<number> {
  return transaction(async (client) => {
    const rows = await sql<{ id: string }>(
      "SELECT id FROM ticket WHERE connection_id = $1 LIMIT $2",
      [connectionId, BATCH],
      client,
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await deleteDraftsOf(client, ids);
    await sqlResult("DELETE FROM ticket_search WHERE ticket_id = ANY($1)", [ids], client);
    await sqlResult("DELETE FROM ticket WHERE id = ANY($1)", [ids], client);
    return ids.length;
  });
}

async function eraseServices(connectionId: string): Promise<number> {
  return (
    await sql(
      `DELETE FROM service
        WHERE id IN (SELECT id FROM service WHERE connection_id = $1 LIMIT $2)
        RETURNING id`,
      [connectionId, BATCH],
    )
  ).length;
}

async function eraseRuns(connectionId: string): Promise<number> {
  return (
    await sql(
      `DELETE FROM sync_run
        WHERE id IN (SELECT id FROM sync_run WHERE connection_id = $1 LIMIT $2)
        RETURNING id`,
      [connectionId, BATCH],
    )
  ).length;
}

/** Also deletes what a concurrent writer has just added. */
async function eraseRest({ connectionId }: Erasure): Promise<boolean> {
  await transaction(async (client) => {
    await lockConnection(client, connectionId);
    await sqlResult(
      `DELETE FROM ticket_search s USING ticket t
        WHERE t.id = s.ticket_id
          AND t.connection_id = $1`,
      [connectionId],
      client,
    );
    await sqlResult("DELETE FROM swept_page WHERE connection_id = $1", [connectionId], client);
    await sqlResult("DELETE FROM sync_day WHERE connection_id = $1", [connectionId], client);
    await sqlResult(
      "DELETE FROM connection WHERE id = $1 AND erasing_at IS NOT NULL",
      [connectionId],
      client,
    );
  });
  return true;
}
