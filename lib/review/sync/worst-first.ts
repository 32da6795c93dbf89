import { type Expression, expressionBuilder, type RawBuilder, sql, type SqlBool } from "kysely";

import { countRows, fromNow, now } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import { searchPatterns } from "../../people/search-patterns";
import type { SyncFilters, SyncStateFilter } from "./filters";

const OVERDUE_AFTER_MS = 5 * 60_000;

const FAILING = 0;
const WORKING = 1;
const DISCONNECTED = 2;

const eb = expressionBuilder<{ c: DB["connection"] }, "c">();

/** Failing before healthy before disconnected, as the index `connection_worst_first` has it. */
const rank = sql<number>`(CASE WHEN c.status = 'disconnected' THEN 2
  WHEN c.status = 'needs_attention' OR c.last_error_at IS NOT NULL THEN ${sql.lit(FAILING)}
  ELSE 1 END)`;

const readAt = sql<Date>`coalesce(c.last_read_at, '-infinity'::timestamptz)`;

/** Of connections `c`; within a rank by the oldest read. */
export const WORST_FIRST: RawBuilder<unknown> = sql`${rank}, ${readAt}, c.id`;

/** For `after`: the place of connection `c` in that order. */
export const syncPlace = (): RawBuilder<string> =>
  sql`${rank} || '.' || coalesce(
    (extract(epoch FROM c.last_read_at) * 1000)::bigint::text, '-') || '.' || c.id`;

/** True for connections `c` after such a place. */
function isAfter(place: string): Expression<SqlBool> {
  const [atRank = "", time = "", ...id] = place.split(".");
  const from = time === "-" ? sql`'-infinity'` : sql`${new Date(Number(time)).toISOString()}`;
  return sql`(${rank}, ${readAt}, c.id) > (${Number(atRank)}::int, ${from}::timestamptz, ${id.join(".")})`;
}

const isListed = eb("c.erasing_at", "is", null);

const isOfRank = (value: number) => sql<SqlBool>`${rank} = ${sql.lit(value)}`;
const hasFailed = isOfRank(FAILING);
const isUnread = sql<SqlBool>`${readAt} = '-infinity'::timestamptz`;

const isPaused = eb.and([eb("c.status", "=", "active"), eb("c.paused_at", "is not", null)]);
const isOverdue = eb.and([
  isOfRank(WORKING),
  eb("c.paused_at", "is", null),
  eb("c.next_at", "<", fromNow(-OVERDUE_AFTER_MS)),
  isInThePast("lease_until"),
  isInThePast("provider_pause_until"),
]);
const isOnTime = eb.and([
  isOfRank(WORKING),
  eb("c.paused_at", "is", null),
  sql<SqlBool>`${isOverdue} IS NOT TRUE`,
]);

/** The same states as `syncState` of the views: true of exactly one for each connection. */
const CONDITIONS = {
  failing: eb.and([hasFailed, eb.not(isPaused)]),
  overdue: isOverdue,
  first_sync: eb.and([isOnTime, isUnread]),
  paused: isPaused,
  healthy: eb.and([isOnTime, eb.not(isUnread)]),
  disconnected: isOfRank(DISCONNECTED),
} satisfies Record<SyncStateFilter, Expression<SqlBool>>;

function isInThePast(time: "lease_until" | "provider_pause_until"): Expression<SqlBool> {
  return eb.or([eb(`c.${time}`, "is", null), eb(`c.${time}`, "<=", now())]);
}

/** Of connections `c`. */
export function syncConditions({ q, provider, state, after }: SyncFilters): Expression<SqlBool> {
  const named = searchPatterns(q).map((pattern) =>
    eb.or([eb("c.label", "ilike", pattern), eb("c.organization_id", "in", ownersNamed(pattern))]),
  );
  return eb.and([
    isListed,
    ...named,
    ...(provider ? [eb("c.provider", "=", provider)] : []),
    ...(state ? [CONDITIONS[state]] : []),
    ...(after ? [isAfter(after)] : []),
  ]);
}

const ownersNamed = (pattern: string) =>
  db().selectFrom("organization").select("id").where("name", "ilike", pattern);

/** Counts the connections, and those in each state by its index; the healthy ones are the rest. */
export async function countStates() {
  const counted = (condition: Expression<SqlBool>) =>
    db()
      .selectFrom("connection as c")
      .select(countRows().as("count"))
      .where(eb.and([isListed, condition]))
      .$asScalar()
      .$notNull();
  const counts = await db()
    .selectNoFrom([
      counted(eb.lit(true)).as("connections"),
      counted(CONDITIONS.failing).as("failing"),
      counted(CONDITIONS.overdue).as("overdue"),
      counted(CONDITIONS.first_sync).as("first_sync"),
      counted(CONDITIONS.paused).as("paused"),
      counted(CONDITIONS.disconnected).as("disconnected"),
    ])
    .executeTakeFirstOrThrow();
  const { connections, ...others } = counts;
  const rest = Object.values(others).reduce((left, count) => left - count, connections);
  return { ...counts, healthy: rest };
}

/** True for connections `c` in the list of failing ones. */
export const isFailing = (): Expression<SqlBool> => eb.and([isListed, CONDITIONS.failing]);

const MAX_FAILING = 20;

interface Narrowing {
  organizations?: readonly string[];
  providers?: readonly string[];
}

/** The accounts that need attention first: their tickets may belong in a list that lacks them. */
export async function failingConnections({
  organizations,
  providers,
}: Narrowing): Promise<string[]> {
  const rows = await db()
    .selectFrom("connection as c")
    .select("c.id")
    .where(isListed)
    .where(hasFailed)
    .$if(organizations !== undefined, (some) =>
      some.where("c.organization_id", "in", organizations ?? []),
    )
    .$if(providers !== undefined, (some) => some.where("c.provider", "in", providers ?? []))
    .orderBy(WORST_FIRST)
    .limit(MAX_FAILING)
    .execute();
  return rows.map(({ id }) => id);
}
