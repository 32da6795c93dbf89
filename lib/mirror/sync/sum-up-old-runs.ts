import { sql } from "kysely";

import { fromNow } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";

const KEPT_MS = 90 * 86_400_000;
const MAX_RUNS = 5_000;
const SUMS = [
  "calls",
  "pages",
  "tickets_read",
  "details_read",
  "tickets_changed",
  "events",
  "rows",
  "bytes",
  "milliseconds",
] as const satisfies ReadonlyArray<keyof DB["sync_run"] & keyof DB["sync_day"]>;

/** Aggregates runs older than 90 days by day. Returns how many. */
export async function sumUpOldRuns(): Promise<number> {
  const rows = await db()
    .with("old", (on) =>
      on
        .deleteFrom("sync_run")
        .where("id", "in", (eb) =>
          eb
            .selectFrom("sync_run")
            .where("started_at", "<", fromNow(-KEPT_MS))
            .orderBy("started_at")
            .limit(MAX_RUNS)
            .select("id"),
        )
        .returningAll(),
    )
    .with("days", (on) =>
      on
        .insertInto("sync_day")
        .columns(["connection_id", "day", "runs", "failed", ...SUMS])
        .expression((eb) =>
          eb
            .selectFrom("old")
            .select((old) => [
              "old.connection_id",
              sql<Date>`(${old.ref("old.started_at")} AT TIME ZONE 'UTC')::date`.as("day"),
              old.fn.countAll<number>().as("runs"),
              old.fn.countAll<number>().filterWhere("old.outcome", "=", "failed").as("failed"),
              ...SUMS.map((name) => old.fn.sum<number>(`old.${name}`).as(name)),
            ])
            .groupBy(["old.connection_id", "day"]),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["connection_id", "day"])
            .doUpdateSet((eb) =>
              Object.fromEntries(
                (["runs", "failed", ...SUMS] as const).map((name) => [
                  name,
                  sql<number>`${eb.ref(`sync_day.${name}`)} + ${eb.ref(`excluded.${name}`)}`,
                ]),
              ),
            ),
        ),
    )
    .selectFrom("old")
    .select("id")
    .execute();
  return rows.length;
}
