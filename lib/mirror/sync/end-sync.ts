import { type ExpressionBuilder, expressionBuilder, type QueryCreator, sql } from "kysely";

import { fromNow, now } from "../../db/expressions";
import { type ColumnChanges, type Db, db, transaction } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { readTopic } from "../../notices/record/read-topic";
import type { OpenConnection } from "../connection/open-connection";
import type { BegunSync } from "./begin-sync";
import { withReadTimes } from "./checkpoint";
import { nextSyncTime, type ScheduleFacts } from "./next-sync-time";
import { closeRun, type SyncReport } from "./sync-runs";

type OfConnection = ExpressionBuilder<DB, "connection">;

const RECENTLY_USED_MS = 10 * 60_000;

/** Filters by organization to use the lists' index. */
function hasOpenTickets(eb: OfConnection) {
  return eb.exists(
    eb
      .selectFrom("ticket as t")
      .whereRef("t.organization_id", "=", "connection.organization_id")
      .where("t.turn", "in", ["yours", "theirs", "paused", "unclear"])
      .whereRef("t.connection_id", "=", "connection.id")
      .where("t.gone_at", "is", null)
      .select(eb.lit(1).as("one")),
  );
}

/** Staff requested a full sweep meanwhile. */
function isFullRequested(eb: OfConnection, deletionsCheckedAt: Date | null) {
  return eb("deletions_checked_at", "is distinct from", deletionsCheckedAt);
}

type Wait = (what: Pick<ScheduleFacts, "recentlyUsed" | "hasOpen">) => number | null;

function nextAt(eb: OfConnection, deletionsCheckedAt: Date | null, wait: Wait) {
  const waited = (recentlyUsed: boolean, hasOpen: boolean) =>
    eb.cast<number | null>(eb.val(wait({ recentlyUsed, hasOpen })), "float8");
  const milliseconds = eb
    .case()
    .when(isFullRequested(eb, deletionsCheckedAt))
    .then(eb.lit(0))
    .when("sync_requested_at", ">", fromNow(-RECENTLY_USED_MS))
    .then(waited(true, true))
    .when(hasOpenTickets(eb))
    .then(waited(false, true))
    .else(waited(false, false))
    .end();
  return sql<Date | null>`now() + make_interval(secs => ${milliseconds} / 1000)`;
}

/** The state after a finished sweep. */
function markRead(
  { deletionsCheckedAt }: BegunSync,
  finishedFrom: Date,
  deletionsChecked: boolean,
): ColumnChanges<"connection"> {
  const eb = expressionBuilder<DB, "connection">();
  return {
    checkpoint: null,
    last_read_at: eb.fn<Date>("greatest", ["last_read_at", eb.val(finishedFrom)]),
    last_error_code: null,
    last_error_message: null,
    last_error_at: null,
    deletions_checked_at: deletionsChecked
      ? eb
          .case()
          .when(isFullRequested(eb, deletionsCheckedAt))
          .then(eb.ref("deletions_checked_at"))
          .else(finishedFrom)
          .end()
      : undefined,
    status: eb
      .case()
      .when("status", "=", "needs_attention")
      .then("active" as const)
      .else(eb.ref("status"))
      .end(),
  };
}

/**
 * One row for a sweep that listed everything, if every mirrored ticket that is not gone was listed,
 * or read since the sweep began: each was equal to the mirror then, or was written.
 */
function coverOf(
  on: QueryCreator<DB>,
  { connection, startedAt }: BegunSync,
  listed: readonly string[] | null,
) {
  // The planner turns NOT IN and a correlated NOT EXISTS into nested loops.
  const unlisted = on
    .selectFrom("ticket")
    .where("connection_id", "=", connection.id)
    .where("gone_at", "is", null)
    .where("read_at", "<", startedAt)
    .select("external_id")
    .except(on.selectNoFrom(sql<string>`unnest(${listed ?? []}::text[])`.as("external_id")));
  return on
    .selectNoFrom((eb) => [
      eb.cast<Date>(eb.val(startedAt), "timestamptz").as("covered_from"),
      now().as("covered_until"),
    ])
    .where(({ and, not, exists, lit }) => and([lit(listed !== null), not(exists(unlisted))]));
}

export interface SyncEnd {
  report: SyncReport;
  open: OpenConnection | undefined;
  /** Resources read to their end since the last checkpoint. */
  read: readonly string[];
  /** When the sweep began, if it is finished. */
  finishedFrom: Date | null;
  /** Deletion detection has finished. */
  deletionsChecked: boolean;
  /** All that this run has listed; null if it did not list everything. */
  listed: readonly string[] | null;
}

/** Closes the run, releases the lease and schedules the next sync. A lost lease stays untouched. */
export async function endSync(begun: BegunSync, end: SyncEnd): Promise<void> {
  const { id, organization_id: organizationId, status } = begun.connection;
  if (status !== "needs_attention" || end.finishedFrom === null) return storeEnd(db(), begun, end);
  await transaction(async (client) => {
    await storeEnd(client, begun, end);
    const recovered = await client
      .selectFrom("connection")
      .where("id", "=", id)
      .where("status", "=", "active")
      .select("id")
      .executeTakeFirst();
    if (recovered) await readTopic(client, organizationId, `connection:${id}`);
  });
}

async function storeEnd(client: Db, begun: BegunSync, end: SyncEnd): Promise<void> {
  const { connection, leaseToken, failures: before, deletionsCheckedAt } = begun;
  const { report, open, read, finishedFrom } = end;
  const failures = report.outcome === "failed" ? before + 1 : 0;
  // A finished sweep that skipped items but changed nothing waits its usual time.
  const isUsual =
    report.outcome === "partial" && finishedFrom !== null && report.ticketsChanged === 0;
  const facts = {
    outcome:
      report.outcome === "busy"
        ? ("failed" as const)
        : isUsual
          ? ("complete" as const)
          : report.outcome,
    code: report.error?.code,
    retryAt: report.error?.retryAt,
    failures,
  };
  const at = Date.now();
  const random = Math.random();
  const wait: Wait = (what) => nextSyncTime({ ...facts, ...what }, at, random);
  const ended = client
    .with("run", (on) => closeRun(on, report, open))
    .with("cover", (on) => coverOf(on, begun, end.listed))
    .with("held", (on) =>
      on
        .updateTable("connection")
        .set({
          lease_until: null,
          failures,
          next_at: (eb) => nextAt(eb, deletionsCheckedAt, wait),
          resources_read_at: (eb) => withReadTimes(eb.ref("resources_read_at"), read),
          ...(finishedFrom && markRead(begun, finishedFrom, end.deletionsChecked)),
          covered_from: (eb) =>
            eb.fn.coalesce(
              eb.selectFrom("cover").select("cover.covered_from"),
              "connection.covered_from",
            ),
          covered_until: (eb) =>
            eb.fn.coalesce(
              eb.selectFrom("cover").select("cover.covered_until"),
              "connection.covered_until",
            ),
        })
        .where("id", "=", connection.id)
        .where("lease_token", "=", leaseToken)
        .returning("id"),
    );
  const query = finishedFrom
    ? ended
        .deleteFrom("swept_page")
        .where("connection_id", "in", (eb) => eb.selectFrom("held").select("id"))
    : ended.selectFrom("held").select("id");
  await query.execute();
}
