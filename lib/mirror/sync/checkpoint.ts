import { type Expression, type QueryCreator, sql } from "kysely";

import { databaseNow } from "../../db/clock";
import { storableJsonb } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { newId } from "../../ids";
import { assertHeld, renewedLease } from "../connection/lease";

/** The progress of a sweep; everything before it is committed. */
export interface Checkpoint {
  sweepId: string;
  /** ISO. */
  startedAt: string;
  /** The current resource, and the cursor of its next page. */
  resource: string;
  from: string | null;
  done: string[];
  pages: number;
  tickets: number;
  /** Also detects deleted tickets. */
  full: boolean;
  /** Deletion detection has finished. */
  deletionsChecked?: boolean;
}

export function newSweep(startedAt: Date, full: boolean): Checkpoint {
  return {
    sweepId: newId(),
    startedAt: startedAt.toISOString(),
    resource: "",
    from: null,
    done: [],
    pages: 0,
    tickets: 0,
    full,
  };
}

export interface UnsavedReads {
  /** In a full sweep: ids of the listed tickets. */
  seen: string[];
  /** Resources read to their end. */
  read: string[];
}

/** Also renews the lease. Throws `conflict` when another sync has taken over. */
export async function saveCheckpoint(
  connectionId: string,
  leaseToken: number,
  checkpoint: Checkpoint,
  { seen, read }: UnsavedReads,
): Promise<void> {
  const hold = (on: QueryCreator<DB>) =>
    on
      .updateTable("connection")
      .set({
        ...renewedLease(),
        checkpoint: storableJsonb(checkpoint),
        resources_read_at: (eb) => withReadTimes(eb.ref("resources_read_at"), read),
      })
      .where("id", "=", connectionId)
      .where("lease_token", "=", leaseToken)
      .returning("id");
  const held =
    seen.length === 0
      ? hold(db())
      : db()
          .with("held", hold)
          .with("page", (on) =>
            on
              .insertInto("swept_page")
              .columns(["connection_id", "sweep_id", "page", "external_ids"])
              .expression((eb) =>
                eb
                  .selectFrom("held")
                  .select([
                    "held.id",
                    eb.val(checkpoint.sweepId).as("sweep_id"),
                    eb.val(checkpoint.pages).as("page"),
                    eb.val(seen).as("external_ids"),
                  ]),
              )
              .onConflict((conflict) =>
                conflict
                  .columns(["connection_id", "sweep_id", "page"])
                  .doUpdateSet({ external_ids: (eb) => eb.ref("excluded.external_ids") }),
              ),
          )
          .selectFrom("held")
          .select("id");
  assertHeld(await held.execute());
}

/** The read times of all resources, after these were read. */
export function withReadTimes<Times>(
  current: Expression<Times>,
  read: readonly string[],
): Expression<Times> {
  const now = databaseNow().toISOString();
  const times = Object.fromEntries(read.map((name) => [name, now]));
  return sql`${current} || ${JSON.stringify(times)}::jsonb`;
}
