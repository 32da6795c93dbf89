import { expressionBuilder, type Selection, sql } from "kysely";

import { type Freshness, freshnessJson, toFreshness } from "../../connections/freshness";
import { countRows } from "../../db/expressions";
import type { DB } from "../../db/table-types";
import type { Translate } from "../../i18n/message";
import { hourlyRunsJson, readBeforeHours } from "./hourly-runs";
import { syncHours } from "./hours";
import type { SyncStateView } from "./types";

/** Digests of tickets of which the mirror lacks something: lib/mirror/write/summary-hash.ts. */
const UNREAD = ["", "-"];

type Tables = DB & { c: DB["connection"]; o: DB["organization"] };

/** Of a connection `c` and its organization `o`, for `toSyncState`. */
export function syncStateColumns() {
  const eb = expressionBuilder<Tables, "c" | "o">();
  const tickets = eb
    .selectFrom("ticket as t")
    .select(countRows().as("count"))
    .whereRef("t.connection_id", "=", "c.id");
  const unread = tickets.where("t.summary_hash", "in", UNREAD).$asScalar().$notNull();
  return [
    freshnessJson().as("freshness"),
    "o.name as organization_name",
    "c.failures",
    "c.rate_limit",
    "c.rate_remaining",
    "c.rate_reset_at",
    deletionsCheckedAt().as("deletions_checked_at"),
    tickets.$asScalar().$notNull().as("tickets"),
    eb(unread, "+", unlisted()).as("backlog"),
    readBeforeHours().as("read_before"),
    hourlyRunsJson().as("hours"),
  ] as const;
}

type SyncStateRow = Selection<Tables, "c" | "o", ReturnType<typeof syncStateColumns>[number]>;

/** A requested full sweep clears the connection's own time; its runs keep the last one. */
function deletionsCheckedAt() {
  const eb = expressionBuilder<Tables, "c">();
  const lastFull = eb
    .selectFrom("sync_run as r")
    .select(({ fn }) => fn.max("r.started_at").as("started_at"))
    .whereRef("r.connection_id", "=", "c.id")
    .where("r.full", "=", true)
    .where("r.outcome", "in", ["complete", "partial"]);
  return eb.fn.coalesce("c.deletions_checked_at", lastFull.$asScalar());
}

/** Tickets that the running sweep has not come to. */
function unlisted() {
  const eb = expressionBuilder<Tables, "c">();
  const listed = sql<number | null>`(${eb.ref("c.checkpoint")} ->> 'tickets')::int`;
  const total = eb.fn.coalesce("c.tickets_total", eb.lit(0));
  const left = eb(total, "-", eb.fn.coalesce(listed, eb.lit(0)));
  return eb
    .case()
    .when("c.checkpoint", "is not", null)
    .then(eb.fn<number>("greatest", [eb.lit(0), left]))
    .else(eb.lit(0))
    .end();
}

export function toSyncState(t: Translate, row: SyncStateRow): SyncStateView {
  const hours = syncHours(row.hours, row.read_before, new Date());
  const runs = hours.reduce((sum, hour) => sum + hour.runs, 0);
  const failed = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const freshness = toFreshness(t, row.freshness);
  return {
    ...freshness,
    organizationName: row.organization_name,
    failures: row.failures,
    lagSeconds: freshness.lastReadAt
      ? Math.max(0, Math.round((Date.now() - freshness.lastReadAt.getTime()) / 1000))
      : null,
    backlog: backlogOf(freshness, row.backlog),
    tickets: row.tickets,
    errorRate: runs === 0 ? null : failed / runs,
    headroom:
      row.rate_limit &&
      row.rate_remaining !== null &&
      (row.rate_reset_at === null || row.rate_reset_at > new Date())
        ? row.rate_remaining / row.rate_limit
        : null,
    deletionsCheckedAt: row.deletions_checked_at,
    hours,
  };
}

/** During the first sync, the rest of the progress shown beside it. */
function backlogOf({ progress, lastReadAt }: Freshness, backlog: number): number | null {
  if (lastReadAt !== null) return backlog;
  if (!progress || progress.total === null || progress.total < progress.tickets) return null;
  return progress.total - progress.tickets;
}
