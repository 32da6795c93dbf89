import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { plus } from "../db/expressions";
import { db } from "../db/kysely";
import type { DB } from "../db/table-types";

/** Values of a column that has an index in the order of the log, or that many entries have. */
export interface AuditWalk {
  column: "action" | "actor_id" | "organization_id" | "target_id" | "target_type";
  values: readonly string[];
  /** Of the entries found by it. */
  where?: Expression<SqlBool>;
}

export interface AuditPeriod {
  since: Date;
  until: Date | undefined;
}

interface PageRequest {
  /** Entries found by any of them; empty: all. */
  walks: readonly AuditWalk[];
  where: Expression<SqlBool>;
  period: AuditPeriod;
  after?: string;
  before?: string;
}

const ENTRIES_PER_PAGE = 40;

/** Longer than any transaction: entries get their id some time after it began, which is their `at`. */
const MAX_DISORDER_MS = 10 * 60_000;

const eb = expressionBuilder<DB & { a: DB["audit_entry"] }, "a">();

/**
 * The ids of a page, one more than fit, the newest first unless `before` is given. Each value of a
 * walk is one short scan of its index, within the ids of the period.
 */
export function entryIds(request: PageRequest) {
  const { walks } = request;
  if (walks.length === 0) return newest(request, request.where);
  const [first, ...others] = walks.map(({ column, values, where }) =>
    db()
      .selectFrom(sql<{ value: string }>`unnest(${values}::text[])`.as<"w">(sql`w(value)`))
      .innerJoinLateral(
        newest(
          request,
          eb.and([
            eb(`a.${column}`, "=", sql.ref<string>("w.value")),
            ...(where ? [where] : []),
            request.where,
          ]),
        ).as("e"),
        (join) => join.onTrue(),
      )
      .select("e.id"),
  );
  if (!first) throw new Error("A page of the log without walks.");
  const found = others.reduce((all, walk) => all.union(walk), first);
  return db()
    .selectFrom(found.as("found"))
    .select("found.id")
    .distinct()
    .orderBy("found.id", direction(request))
    .limit(ENTRIES_PER_PAGE + 1);
}

const direction = ({ before }: PageRequest) => (before === undefined ? "desc" : "asc");

function newest(request: PageRequest, where: Expression<SqlBool>) {
  const { period, after, before } = request;
  return db()
    .selectFrom("audit_entry as a")
    .select("a.id")
    .where(where)
    .where(inPeriod(period))
    .$if(after !== undefined, (query) => query.where("a.id", "<", after ?? ""))
    .$if(before !== undefined, (query) => query.where("a.id", ">", before ?? ""))
    .orderBy("a.id", direction(request))
    .limit(ENTRIES_PER_PAGE + 1);
}

function inPeriod({ since, until }: AuditPeriod): Expression<SqlBool> {
  const begin = sql<Date>`${since}::timestamptz`;
  const earlier = db()
    .selectFrom("audit_entry as p")
    .select("p.id")
    .where("p.at", "<", plus(begin, -MAX_DISORDER_MS))
    .orderBy("p.at", "desc")
    .limit(1);
  const conditions = [
    eb("a.at", ">=", begin),
    eb("a.id", ">", eb.fn.coalesce(earlier, eb.val("0"))),
  ];
  if (until === undefined) return eb.and(conditions);
  const end = sql<Date>`${until}::timestamptz`;
  const later = db()
    .selectFrom("audit_entry as p")
    .select("p.id")
    .where("p.at", ">=", plus(end, MAX_DISORDER_MS))
    .orderBy("p.at")
    .limit(1);
  return eb.and([
    ...conditions,
    eb("a.at", "<", end),
    eb("a.id", "<", eb.fn.coalesce(later, eb.val("9223372036854775807"))),
  ]);
}

export interface KeysetPage<Item> {
  /** The newest first. */
  items: Item[];
  /** For the page of older entries; null if there are none. */
  after: string | null;
  /** For the page of newer entries. */
  before: string | null;
}

/** The rows of `entryIds`, the newest first, as a page. */
export function toEntryPage<Item extends { id: string }>(
  rows: readonly Item[],
  { after, before }: Pick<PageRequest, "after" | "before">,
): KeysetPage<Item> {
  const items =
    before === undefined ? rows.slice(0, ENTRIES_PER_PAGE) : rows.slice(-ENTRIES_PER_PAGE);
  const isMore = rows.length > items.length;
  const [first, last] = [items[0]?.id ?? null, items.at(-1)?.id ?? null];
  const hasNewer = before === undefined ? after !== undefined : isMore;
  const hasOlder = before === undefined ? isMore : true;
  return { items, after: hasOlder ? last : null, before: hasNewer ? first : null };
}
