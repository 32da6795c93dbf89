import { type Expression, sql } from "kysely";

import { databaseNow } from "../../db/clock";
import { contentHash } from "../../db/content-hash";
import { fromNow, now } from "../../db/expressions";
import { type ColumnChanges, db } from "../../db/kysely";
import { toStoredText } from "../../i18n/stored-text";
import { log } from "../../log";
import { storableText } from "../../text/storable";
import { errorReason, writeRowByRow } from "./isolate-rows";
import type { MirrorTarget } from "./ticket-row";
import {
  type SnapshotToWrite,
  type WriteOptions,
  type WriteOutcome,
  writeSnapshots,
} from "./write-snapshots";

const RETRY_MINUTES = { first: 5, longest: 360 };
/** PostgreSQL limits the size of index entries. */
const MAX_KEY = 200;

/** Last failed attempts by external id. */
export type Unwritable = Map<string, { summaryHash: string; retryAt: Date }>;

function keyOf(externalId: string): string {
  const isKey = externalId.length <= MAX_KEY && storableText(externalId) === externalId;
  return isKey ? externalId : `#${contentHash(externalId)}`;
}

export async function unwritableTickets(
  connectionId: string,
  externalId?: string,
): Promise<Unwritable> {
  const rows = await db()
    .selectFrom("unwritable_ticket")
    .where("connection_id", "=", connectionId)
    .$if(externalId !== undefined, (query) =>
      query.where("external_id", "=", keyOf(externalId ?? "")),
    )
    .select(["external_id", "summary_hash", "retry_at"])
    .execute();
  return new Map(
    rows.map((row) => [row.external_id, { summaryHash: row.summary_hash, retryAt: row.retry_at }]),
  );
}

/** True for an unchanged list entry that failed before and is not due for a retry. */
export function isWaitingForRetry(
  known: Unwritable,
  externalId: string,
  summaryHash: string,
): boolean {
  const last = known.get(keyOf(externalId));
  return last !== undefined && last.summaryHash === summaryHash && last.retryAt > databaseNow();
}

export interface TolerantOutcome extends WriteOutcome {
  /** Tickets that could not be written as received. */
  unwritable: number;
}

/** Like `writeSnapshots`, but isolates refused tickets and notes them for a retry. */
export async function writeTolerantly(
  target: MirrorTarget,
  batch: readonly SnapshotToWrite[],
  options: WriteOptions,
  known: Unwritable,
): Promise<TolerantOutcome> {
  const total: TolerantOutcome = {
    ids: new Map(),
    changed: 0,
    events: 0,
    rows: 0,
    returned: 0,
    stale: 0,
    unwritable: 0,
  };
  const write = async (entries: readonly SnapshotToWrite[]) =>
    add(total, await writeSnapshots(target, [...entries], options));
  const failed = new Set<SnapshotToWrite>();
  const isSuspect = ({ snapshot }: SnapshotToWrite) => known.has(keyOf(snapshot.externalId));
  const fail = async (entry: SnapshotToWrite, error: unknown) => {
    failed.add(entry);
    total.unwritable += 1;
    await recordUnwritable(target.connectionId, entry, error, known);
    await writeRowByRow([{ ...entry, isReduced: true }], write, async () => undefined);
  };
  const suspects = batch
    .filter(isSuspect)
    .map((entry): SnapshotToWrite => ({ ...entry, wasRefused: true }));
  await writeRowByRow(
    batch.filter((entry) => !isSuspect(entry)),
    write,
    fail,
  );
  for (const entry of suspects) {
    await writeRowByRow([entry], write, fail);
    if (!failed.has(entry)) await clearUnwritable(target.connectionId, entry, known);
  }
  return total;
}

function add(total: TolerantOutcome, one: WriteOutcome): void {
  for (const [externalId, id] of one.ids) total.ids.set(externalId, id);
  total.changed += one.changed;
  total.events += one.events;
  total.rows += one.rows;
  total.returned += one.returned;
  total.stale += one.stale;
}

async function recordUnwritable(
  connectionId: string,
  { snapshot, summary = "" }: SnapshotToWrite,
  error: unknown,
  known: Unwritable,
): Promise<void> {
  const key = keyOf(snapshot.externalId);
  const reason = errorReason(error);
  const failure = {
    number: storableText(snapshot.number).slice(0, MAX_KEY),
    summary_hash: summary,
    reason: toStoredText({ text: reason }),
    last_at: now(),
  } satisfies ColumnChanges<"unwritable_ticket">;
  const row = await db()
    .insertInto("unwritable_ticket")
    .values({
      ...failure,
      connection_id: connectionId,
      external_id: key,
      attempts: 1,
      first_at: now(),
      retry_at: fromNow(RETRY_MINUTES.first * 60_000),
    })
    .onConflict((conflict) =>
      conflict.columns(["connection_id", "external_id"]).doUpdateSet({
        ...failure,
        attempts: (eb) => eb("unwritable_ticket.attempts", "+", 1),
        retry_at: (eb) => retryTime(eb.ref("unwritable_ticket.attempts")),
      }),
    )
    .returning(["retry_at", "attempts"])
    .executeTakeFirst();
  if (row) known.set(key, { summaryHash: summary, retryAt: row.retry_at });
  log.error(
    { connectionId, externalId: key, reason, attempts: row?.attempts },
    "a ticket could not be written",
  );
}

/** The delay doubles with every attempt. */
const retryTime = (attempts: Expression<number>) => sql<Date>`
  now() + interval '1 minute'
    * least(${RETRY_MINUTES.longest}, ${RETRY_MINUTES.first} * power(2, least(${attempts}, 20)))`;

async function clearUnwritable(
  connectionId: string,
  { snapshot }: SnapshotToWrite,
  known: Unwritable,
): Promise<void> {
  const key = keyOf(snapshot.externalId);
  await db()
    .deleteFrom("unwritable_ticket")
    .where("connection_id", "=", connectionId)
    .where("external_id", "=", key)
    .execute();
  known.delete(key);
}
