import { type Expression, expressionBuilder, type RawBuilder, sql, type SqlBool } from "kysely";

import type { Placeholders } from "../../db/compile-once";
import type { DB } from "../../db/table-types";
import { providers } from "../../providers/registry";
import type { TicketFilters } from "../schemas";
import { firstReplyKey } from "../waits/first-reply";
import { turnBegan } from "../waits/turn-began";
import type { Cursor } from "./cursor";
import { type MomentValues, pastTicket } from "./past/past-tickets";
import { bySeverity } from "./severity";

/** Without any, the last activity sorts. */
export interface SortValues extends MomentValues {
  byOpening?: true;
  /** The providers' priorities, most severe first. */
  severity?: readonly string[];
  byWaiting?: true;
  byReply?: true;
  /** A phrase in lower case: subjects that are or contain it come first. */
  subject?: string;
  ascending?: true;
  fromRank?: number;
  fromAt?: string;
  fromId?: string;
}

const ASCENDING: ReadonlySet<TicketFilters["sort"]> = new Set(["oldest", "waiting"]);

/** `isBackwards` reads towards the first page. */
export function sortValues(
  sort: TicketFilters["sort"],
  cursor: Cursor | undefined,
  isBackwards: boolean,
  subject?: string,
): SortValues {
  return {
    byOpening: sort === "opened" || undefined,
    severity: sort === "priority" ? severities() : undefined,
    byWaiting: sort === "waiting" || undefined,
    byReply: sort === "replied" || undefined,
    subject,
    ascending: ASCENDING.has(sort) !== isBackwards || undefined,
    fromRank: cursor?.rank,
    fromAt: cursor?.at,
    fromId: cursor?.id,
  };
}

const severities = () => bySeverity(providers().map(({ priorities }) => priorities));

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

const UNKNOWN_RANK = 1_000;

/** Highest for the most severe priority, 0 for an unknown one. */
export const severityRank = (
  severity: Expression<readonly string[]>,
  priority: Expression<string | null>,
): RawBuilder<number> =>
  sql`(${sql.lit(UNKNOWN_RANK)} - coalesce(array_position(${severity}::text[], ${priority}), ${sql.lit(UNKNOWN_RANK)}))`;

/** lower() knows the capitals of the database's locale only. */
const [CAPITALS, SMALL] = ["ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝ", "àáâãäåæçèéêëìíîïñòóôõöøùúûüý"];

/** 2 for the very text, 1 for a phrase in the subject. */
function subjectRank(text: Expression<string>): RawBuilder<number> {
  const subject = sql`lower(translate(t.subject, ${sql.lit(CAPITALS)}, ${sql.lit(SMALL)}))`;
  const sought = sql`${text}::text`;
  return sql`(CASE WHEN ${subject} = ${sought} THEN 2
      WHEN strpos(${subject}, ${sought}) > 0 THEN 1 ELSE 0 END)`;
}

/** The order of tickets `t`; null where the sort has no ranks. */
function sortRank({ severity, byWaiting, subject }: Placeholders<SortValues>) {
  const turn = ticket.ref("t.turn");
  const rank: RawBuilder<number | null> = severity
    ? severityRank(severity, ticket.ref("t.priority"))
    : byWaiting
      ? sql`(CASE WHEN t.gone_at IS NOT NULL OR ${turn} = 'done' THEN 2
          WHEN ${turn} = 'paused' THEN 1 ELSE 0 END)`
      : subject
        ? subjectRank(subject)
        : sql`NULL::int`;
  return rank;
}

/** As two indexes have it. */
export const openedAt = (): RawBuilder<Date> => sql`coalesce(t.opened_at, t.first_seen_at)`;

export function sortTime(values: Placeholders<SortValues>): RawBuilder<Date> {
  const { byOpening, byWaiting, byReply, at } = values;
  if (byOpening) return openedAt();
  if (byReply) return at ? replyKeyThen() : replyKey();
  if (at) return byWaiting ? sql`coalesce(t.began_at, t.activity_at)` : sql`t.sort_at`;
  if (!byWaiting) return sql`t.activity_at`;
  const since = ticket
    .selectFrom("ticket_timeline as l")
    .select(turnBegan().as("began"))
    .whereRef("l.ticket_id", "=", "t.id");
  return sql`coalesce(${since}, t.activity_at)`;
}

const replyKeyThen = () =>
  firstReplyKey(pastTicket.ref("t.first_asked_at"), pastTicket.ref("t.first_answer_at"));

function replyKey(): RawBuilder<Date> {
  const key = ticket
    .selectFrom("ticket_timeline as l")
    .select(({ ref }) => firstReplyKey(ref("l.first_asked_at"), ref("l.first_answer_at")).as("key"))
    .whereRef("l.ticket_id", "=", "t.id");
  return sql`coalesce(${key}, to_timestamp(-1))`;
}

export interface SortKeys {
  rank: Expression<number | null>;
  time: RawBuilder<Date>;
  id: Expression<string>;
}

export const ticketKeys = (values: Placeholders<SortValues>): SortKeys => ({
  rank: sortRank(values),
  time: sortTime(values),
  id: ticket.ref("t.id"),
});

/** True for tickets `t` beyond the cursor. */
export function isBeyond(
  { fromRank, fromAt, fromId, ascending }: Placeholders<SortValues>,
  keys: SortKeys,
): Expression<SqlBool> | undefined {
  if (!fromAt || !fromId) return undefined;
  const comparison = ascending ? ">" : "<";
  const { time, id } = keys;
  const from = ticket.cast<Date>(fromAt, "timestamptz");
  const rank = ticket.cast<number>(keys.rank, "integer");
  return fromRank
    ? ticket(
        ticket.tuple(rank, time, id),
        comparison,
        ticket.tuple(ticket.cast<number>(fromRank, "integer"), from, fromId),
      )
    : ticket(ticket.tuple(time, id), comparison, ticket.tuple(from, fromId));
}
