import { type Expression, expressionBuilder, type RawBuilder, sql } from "kysely";
import { jsonArrayFrom } from "kysely/helpers/postgres";

import { countRows, fromNow, now } from "../../db/expressions";
import type { DB } from "../../db/table-types";

const DAY_MS = 86_400_000;

type Tables = DB & { c: DB["connection"] };

const hourOf = (time: Expression<Date>): RawBuilder<Date> => sql`date_trunc('hour', ${time})`;

/** The last day's hours, oldest first. */
const HOURS = sql<{ at: Date }>`generate_series(
  ${hourOf(now())} - interval '23 hours', ${hourOf(now())}, interval '1 hour'
)`.as<"h">(sql`h(at)`);

/** The runs `r` of a connection `c`. */
const runs = () =>
  expressionBuilder<Tables, "c">()
    .selectFrom("sync_run as r")
    .whereRef("r.connection_id", "=", "c.id");

/** Single ticket reads are not runs, but count against the rate limit. */
function isSync() {
  return expressionBuilder<{ r: DB["sync_run"] }, "r">()("r.trigger", "<>", "opened");
}

/** A partial run only skipped single tickets, unless it was rate limited. */
function isCompleteSync() {
  const eb = expressionBuilder<{ r: DB["sync_run"] }, "r">();
  const isWhole = eb.or([
    eb("r.outcome", "=", "complete"),
    eb.and([
      eb("r.outcome", "=", "partial"),
      eb("r.error_code", "is distinct from", "provider_rate_limited"),
    ]),
  ]);
  return eb.and([isWhole, isSync()]);
}

/** JSON of a connection `c`, for `syncHours`. */
export function hourlyRunsJson() {
  const byHour = runs()
    .where("r.started_at", ">", fromNow(-DAY_MS))
    .select((eb) => {
      const backlogs = eb.fn
        .agg<number[] | null>("array_agg", ["r.backlog"])
        .orderBy("r.started_at", "desc")
        .filterWhere(eb.and([eb("r.backlog", "is not", null), isSync()]));
      return [
        hourOf(eb.ref("r.started_at")).as("at"),
        countRows(isSync()).as("runs"),
        countRows(eb.and([eb("r.outcome", "=", "failed"), isSync()])).as("failed"),
        eb.cast<number>(eb.fn.sum("r.calls"), "integer").as("calls"),
        eb.cast<number>(eb.fn.sum("r.milliseconds"), "integer").as("milliseconds"),
        eb.fn.max("r.started_at").filterWhere(isCompleteSync()).as("readFrom"),
        sql<number | null>`(${backlogs})[1]`.as("backlog"),
        eb.fn.min("r.rate_left").as("headroom"),
      ];
    })
    .groupBy((eb) => hourOf(eb.ref("r.started_at")));
  const eb = expressionBuilder<Tables, "c">();
  return jsonArrayFrom(
    eb
      .selectFrom(HOURS)
      .leftJoin(byHour.as("r"), "r.at", "h.at")
      .select(({ fn, lit }) => [
        "h.at",
        fn.coalesce("r.runs", lit(0)).as("runs"),
        fn.coalesce("r.failed", lit(0)).as("failed"),
        fn.coalesce("r.calls", lit(0)).as("calls"),
        fn.coalesce("r.milliseconds", lit(0)).as("milliseconds"),
        "r.readFrom",
        "r.backlog",
        "r.headroom",
      ])
      .orderBy("h.at"),
  );
}

/** The newest complete read of a connection `c` before those hours. */
export function readBeforeHours() {
  const eb = expressionBuilder<Tables, "c">();
  const dayBefore = runs()
    .where(isCompleteSync())
    .where((run) => run.between("r.started_at", fromNow(-2 * DAY_MS), fromNow(-DAY_MS)))
    .select(({ fn }) => fn.max("r.started_at").as("started_at"));
  return eb
    .case()
    .when("c.last_read_at", "<", fromNow(-DAY_MS))
    .then(eb.ref("c.last_read_at"))
    .else(dayBefore.$asScalar())
    .end();
}
