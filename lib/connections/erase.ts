import { isAnyOf } from "../db/expressions";
import { db, transaction } from "../db/kysely";
import { workAs } from "../db/work";
import { deleteDraftsOf } from "../drafts/remove-draft";
import { eraseBytes } from "../files/file-bytes";
import { log } from "../log";
import { lockConnection } from "../mirror/sync/run-sync";
import { forgetWords } from "../mirror/write/search/learn-words";

/** Keeps locks well under a second. */
const BATCH = 500;
const MAX_ACCOUNTS = 100;

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
      (await repeatUntilEmpty(at, eraseDaySums)) &&
      (await repeatUntilEmpty(at, eraseRowsOf("service"))) &&
      (await repeatUntilEmpty(at, eraseRowsOf("sync_run"))) &&
      (await eraseRest(at)),
  );
}

export async function eraseMarked(endBy: number): Promise<number> {
  const marked = await db()
    .selectFrom("connection")
    .select("id")
    .where("erasing_at", "is not", null)
    .orderBy("erasing_at")
    .limit(MAX_ACCOUNTS)
    .execute();
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

const idsOf = (rows: ReadonlyArray<{ id: string }>) => rows.map(({ id }) => id);

/** Deletes the bytes first: while the rows exist, a retry finds them. */
async function eraseSubmissions(connectionId: string): Promise<number> {
  const submissions = await db()
    .selectFrom("submission")
    .select("id")
    .where("connection_id", "=", connectionId)
    .limit(BATCH)
    .execute();
  if (submissions.length === 0) return 0;
  const ids = idsOf(submissions);
  const files = await db()
    .selectFrom("outgoing_file")
    .select("id")
    .where((eb) => isAnyOf(eb.ref("submission_id"), ids))
    .where("erased_at", "is", null)
    .execute();
  await eraseBytes(idsOf(files));
  await transaction(async (client) => {
    await deleteDraftsOf(client, ids);
    await client
      .deleteFrom("submission")
      .where((eb) => isAnyOf(eb.ref("id"), ids))
      .execute();
  });
  return ids.length;
}

function eraseTickets(connectionId: string): Promise<number> {
  return transaction(async (client) => {
    const tickets = await client
      .selectFrom("ticket")
      .select("id")
      .where("connection_id", "=", connectionId)
      .limit(BATCH)
      .execute();
    if (tickets.length === 0) return 0;
    const ids = idsOf(tickets);
    await deleteDraftsOf(client, ids);
    await client
      .deleteFrom("ticket_search")
      .where((eb) => isAnyOf(eb.ref("ticket_id"), ids))
      .execute();
    await client
      .deleteFrom("ticket")
      .where((eb) => isAnyOf(eb.ref("id"), ids))
      .execute();
    return ids.length;
  });
}

const DAYS_BATCH = 30;

async function eraseDaySums(connectionId: string): Promise<number> {
  const days = db()
    .selectFrom("day_sum")
    .select("day")
    .distinct()
    .where("connection_id", "=", connectionId)
    .limit(DAYS_BATCH);
  const deleted = await db()
    .deleteFrom("day_sum")
    .where("connection_id", "=", connectionId)
    .where("day", "in", days)
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

const eraseRowsOf = (table: "service" | "sync_run") => async (connectionId: string) => {
  const batch = db()
    .selectFrom(table)
    .select("id")
    .where("connection_id", "=", connectionId)
    .limit(BATCH);
  const deleted = await db().deleteFrom(table).where("id", "in", batch).executeTakeFirst();
  return Number(deleted.numDeletedRows);
};

/** Also deletes what a concurrent writer has just added. */
async function eraseRest({ connectionId }: Erasure): Promise<boolean> {
  await transaction(async (client) => {
    await lockConnection(client, connectionId);
    await client
      .deleteFrom("ticket_search as s")
      .using("ticket as t")
      .whereRef("t.id", "=", "s.ticket_id")
      .where("t.connection_id", "=", connectionId)
      .execute();
    await forgetWords(client, connectionId);
    await client.deleteFrom("swept_page").where("connection_id", "=", connectionId).execute();
    await client.deleteFrom("sync_day").where("connection_id", "=", connectionId).execute();
    await client
      .deleteFrom("connection")
      .where("id", "=", connectionId)
      .where("erasing_at", "is not", null)
      .execute();
  });
  return true;
}
