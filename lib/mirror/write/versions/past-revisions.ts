import { sql } from "kysely";

import { isAnyOf } from "../../../db/expressions";
import type { Db } from "../../../db/kysely";
import type { Json, TicketSnapshot } from "../../../providers/contract";
import { findProvider } from "../../../providers/registry";
import type { MirrorTarget } from "../ticket-row";

/** Revisions of one ticket; older ones are left out. */
const MAX_REVISIONS = 200;

export interface Revision {
  recordedAt: number;
  /** Null if it can no longer be read. */
  snapshot: TicketSnapshot | null;
}

/** Earliest first, by ticket. */
export async function revisionsOf(
  client: Db,
  target: MirrorTarget,
  ids: readonly string[],
): Promise<Map<string, Revision[]>> {
  const provider = findProvider(target.provider.id);
  const rows = await newestRevisions(client, ids)
    .select((eb) => [
      "t.id as ticketId",
      "r.seen_at as seenAt",
      eb.ref("c.raw").$castTo<Json>().as("raw"),
      // The same reading's events were stored with it.
      eb
        .selectFrom("event as e")
        .select(({ fn }) => fn.min("e.recorded_at").as("at"))
        .whereRef("e.ticket_id", "=", "t.id")
        .whereRef("e.seen_at", "=", "r.seen_at")
        .as("recordedAt"),
    ])
    .orderBy("r.id")
    .execute();
  const found = new Map<string, Revision[]>();
  for (const { ticketId, seenAt, recordedAt, raw } of rows) {
    const all = found.get(ticketId) ?? [];
    const latest = all.at(-1)?.recordedAt ?? -Infinity;
    all.push({
      recordedAt: Math.max(latest, (recordedAt ?? seenAt).getTime()),
      snapshot: provider?.snapshotOf(raw, seenAt) ?? null,
    });
    found.set(ticketId, all);
  }
  return found;
}

/** Stored bytes of each ticket's revisions, to read them in batches. */
export async function revisionSizes(
  client: Db,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await newestRevisions(client, ids)
    .select("t.id as ticketId")
    .select((eb) => sql<number>`sum(pg_column_size(${eb.ref("c.raw")}))::float8`.as("bytes"))
    .groupBy("t.id")
    .execute();
  return new Map(rows.map(({ ticketId, bytes }) => [ticketId, bytes]));
}

/** Revisions `r` of tickets `t` with their contents `c`. */
const newestRevisions = (client: Db, ids: readonly string[]) =>
  client
    .selectFrom("ticket as t")
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("revision as r")
          .select(["r.id", "r.content_hash", "r.seen_at"])
          .whereRef("r.ticket_id", "=", "t.id")
          .orderBy("r.id", "desc")
          .limit(MAX_REVISIONS)
          .as("r"),
      (join) => join.onTrue(),
    )
    .innerJoin("raw_content as c", (join) =>
      join.onRef("c.ticket_id", "=", "t.id").onRef("c.content_hash", "=", "r.content_hash"),
    )
    .where((eb) => isAnyOf(eb.ref("t.id"), ids));

/** External ids of messages that are encrypted now. */
export async function hiddenMessages(client: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await client
    .selectFrom("message as m")
    .select("m.external_id as id")
    .where((eb) => isAnyOf(eb.ref("m.ticket_id"), ids))
    .where("m.encrypted", "=", true)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
