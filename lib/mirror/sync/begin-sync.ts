import { expressionBuilder, type QueryCreator, sql } from "kysely";

import { queryStartTime, recordDatabaseTime } from "../../db/clock";
import { asBoolean, fromNow, now } from "../../db/expressions";
import { dbWithin } from "../../db/kysely";
import { LIMITS } from "../../db/limits";
import type { DB } from "../../db/table-types";
import { currentWork } from "../../db/work";
import { isAppError } from "../../errors";
import { message } from "../../i18n/message";
import { toStoredText } from "../../i18n/stored-text";
import { newId } from "../../ids";
import { renewedLease } from "../connection/lease";
import { connectionColumns, type ConnectionRow } from "../connection/open-connection";
import { isHeld } from "../connection/rate-budget";
import type { Checkpoint } from "./checkpoint";
import type { SyncTrigger } from "./sync-runs";

/** Of the table `connection`. */
export function isSyncDue() {
  const eb = expressionBuilder<DB, "connection">();
  return eb.and([
    eb("connection.status", "=", "active"),
    eb("connection.paused_at", "is", null),
    eb("connection.next_at", "<=", now()),
    eb.not(isHeld()),
  ]);
}

/** Of the table `connection`: no sync holds it. */
export function isUnleased() {
  const eb = expressionBuilder<DB, "connection">();
  return eb.or([
    eb("connection.lease_until", "is", null),
    eb("connection.lease_until", "<", now()),
  ]);
}

export interface BegunSync {
  runId: string;
  leaseToken: number;
  /** Before the first call to the provider. */
  startedAt: Date;
  connection: ConnectionRow;
  failures: number;
  /** Null until a sweep has ended. */
  lastReadAt: Date | null;
  deletionsCheckedAt: Date | null;
  resourcesReadAt: Record<string, string>;
  hasUnwritable: boolean;
  checkpoint: Checkpoint | null;
}

function holdConnection(on: QueryCreator<DB>, connectionId: string, ifDue: boolean) {
  return on
    .updateTable("connection")
    .set({ lease_token: (eb) => eb("lease_token", "+", 1), ...renewedLease() })
    .where("id", "=", connectionId)
    .where("status", "<>", "disconnected")
    .where(isUnleased())
    .$if(ifDue, (query) => query.where(isSyncDue()))
    .returning(connectionColumns())
    .returning((eb) => [
      "lease_token as leaseToken",
      "failures",
      "last_read_at as lastReadAt",
      "deletions_checked_at as deletionsCheckedAt",
      eb.ref("resources_read_at").$castTo<Record<string, string>>().as("resourcesReadAt"),
      eb.ref("checkpoint").$castTo<Checkpoint | null>().as("checkpoint"),
      asBoolean(
        eb.exists(
          eb
            .selectFrom("unwritable_ticket as u")
            .whereRef("u.connection_id", "=", "connection.id")
            .select(eb.lit(1).as("one")),
        ),
      ).as("hasUnwritable"),
    ]);
}

const INTERRUPTED_AFTER_MS = 10 * 60_000;

/** Closes runs of dead processes. Looks at the newest runs only, as there may be months of them. */
function closeInterrupted(on: QueryCreator<DB & { held: { id: string } }>) {
  return on
    .updateTable("sync_run")
    .set({
      outcome: "failed",
      finished_at: now(),
      error_code: "internal",
      error_message: (eb) =>
        eb
          .case()
          .when("trigger", "=", "opened")
          .then(toStoredText({ text: message("sync.ticketInterrupted") }))
          .else(toStoredText({ text: message("sync.interrupted") }))
          .end(),
    })
    .where("outcome", "=", "running")
    .where("id", "in", (eb) => {
      const newest = (most: number) =>
        eb
          .selectFrom("sync_run")
          .where("connection_id", "=", eb.selectFrom("held").select("id"))
          .orderBy("started_at", "desc")
          .limit(most)
          .select("id");
      const syncs = newest(5).where("trigger", "<>", "opened");
      const old = newest(20).where("started_at", "<", fromNow(-INTERRUPTED_AFTER_MS));
      return eb
        .selectFrom(syncs.as("syncs"))
        .select("syncs.id")
        .unionAll(eb.selectFrom(old.as("old")).select("old.id"));
    });
}

/** Returns null when the connection is held, disconnected or, with `ifDue`, not due. */
export async function beginSync(
  connectionId: string,
  trigger: SyncTrigger,
  ifDue: boolean,
): Promise<BegunSync | null> {
  const runId = newId();
  const queryStartedAt = queryStartTime();
  const row = await dbWithin(LIMITS[currentWork().as].lock)
    .with("held", (on) => holdConnection(on, connectionId, ifDue))
    .with("interrupted", closeInterrupted)
    .with("run", (on) =>
      on
        .insertInto("sync_run")
        .columns(["id", "connection_id", "organization_id", "trigger", "started_at"])
        .expression((eb) =>
          eb
            .selectFrom("held")
            .select([
              eb.val(runId).as("id"),
              "held.id as connection_id",
              "held.organization_id",
              eb.val(trigger).as("trigger"),
              sql<Date>`clock_timestamp()`.as("started_at"),
            ]),
        ),
    )
    .selectFrom("held")
    .selectAll()
    .executeTakeFirst()
    .catch((error: unknown) => {
      // Another writer has locked the row for long.
      if (isAppError(error, "busy")) return undefined;
      throw error;
    });
  if (!row) return null;
  recordDatabaseTime(row.now, queryStartedAt);
  const {
    leaseToken,
    failures,
    lastReadAt,
    deletionsCheckedAt,
    resourcesReadAt,
    checkpoint,
    hasUnwritable,
    ...connection
  } = row;
  return {
    runId,
    leaseToken,
    startedAt: row.now,
    connection,
    failures,
    lastReadAt,
    deletionsCheckedAt,
    resourcesReadAt,
    hasUnwritable,
    checkpoint,
  };
}
