import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { type Scope, scopedTickets } from "../../auth/scope";
import { countRows } from "../../db/expressions";
import { db } from "../../db/kysely";
import type { DB } from "../../db/table-types";
import type { Translate } from "../../i18n/message";
import type { Turn } from "../../providers/contract";
import { providerName } from "../../providers/labels";
import { visibleOr } from "../../text/blank";
import { shorten } from "../../text/shorten";
import { NO_CATEGORY } from "../../tickets/filter-names";
import { hadTurn, isKept, isNotKept } from "../../tickets/waits/kept-waits";
import { turnBegan } from "../../tickets/waits/turn-began";
import type { OverviewFilters } from "./overview-filters";
import type { OpenTurn, OverviewNow, WaitingTicket } from "./types";

const OPEN_TURNS = ["theirs", "yours", "paused", "unclear"] as const;
const MAX_COUNTED_OPEN = 10_000;
const MAX_SHOWN = 5;
const MAX_SUBJECT = 120;

const ticket = expressionBuilder<DB & { t: DB["ticket"] }, "t">();

/** Tickets `t` in a turn and not gone, which the filters let through. */
function isOpen(turn: OpenTurn, filters: OverviewFilters): Expression<SqlBool> {
  const { provider, organization, category, service } = filters;
  return ticket.and([
    ticket("t.turn", "=", turn),
    // As the index has it.
    ticket("t.turn", "<>", sql.lit<Turn>("done")),
    ticket("t.gone_at", "is", null),
    ...(provider === undefined ? [] : [ticket("t.provider", "=", provider)]),
    ...(organization === undefined ? [] : [ticket("t.organization_id", "=", organization)]),
    ...(category === undefined ? [] : [isOfCategory(category)]),
    ...(service === undefined ? [] : [isAbout(service)]),
  ]);
}

function isOfCategory(category: string): Expression<SqlBool> {
  return category === NO_CATEGORY
    ? ticket("t.category_id", "is", null)
    : ticket("t.category_id", "=", category);
}

function isAbout(serviceId: string): Expression<SqlBool> {
  return ticket.exists(
    ticket
      .selectFrom("ticket_service as ts")
      .select("ts.ticket_id")
      .whereRef("ts.ticket_id", "=", "t.id")
      .where("ts.service_id", "=", serviceId),
  );
}

export async function countTurns(
  scope: Scope,
  filters: OverviewFilters,
): Promise<OverviewNow["turns"]> {
  const counted = (turn: OpenTurn) => {
    const some = scopedTickets(scope)
      .select((of) => of.lit(1).as("one"))
      .where(isOpen(turn, filters))
      .limit(MAX_COUNTED_OPEN + 1);
    return db().selectFrom(some.as("some")).select(countRows().as("count")).$asScalar().$notNull();
  };
  const row = await db()
    .selectNoFrom(OPEN_TURNS.map((turn) => counted(turn).as(turn)))
    .executeTakeFirstOrThrow();
  return OPEN_TURNS.map((turn) => ({
    turn,
    count: Math.min(row[turn], MAX_COUNTED_OPEN),
    isMore: row[turn] > MAX_COUNTED_OPEN,
  }));
}

/** The first tickets of the list with this turn that begins with the longest waiting. */
export async function longestWaits(
  t: Translate,
  scope: Scope,
  turn: "theirs" | "yours",
  filters: OverviewFilters,
): Promise<WaitingTicket[]> {
  const { organization } = filters;
  const open = scopedTickets(scope).where(isOpen(turn, filters)).limit(MAX_SHOWN);
  const kept = open
    .innerJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .where(isKept())
    .where(hadTurn(sql.val(turn)))
    .$if(organization !== undefined, (own) =>
      own.where("l.organization_id", "=", organization as string),
    )
    .select((eb) => ["t.id", eb.ref("l.began_at").$notNull().as("since")])
    .orderBy("l.began_at")
    .orderBy("l.ticket_id");
  const others = open
    .where(isNotKept())
    .leftJoin("ticket_timeline as l", "l.ticket_id", "t.id")
    .select((eb) => ["t.id", eb.fn.coalesce(turnBegan(), "t.activity_at").as("since")])
    .orderBy("since")
    .orderBy("t.id");
  const waits = db()
    .selectFrom(kept.as("a"))
    .selectAll("a")
    .unionAll(db().selectFrom(others.as("b")).selectAll("b"));
  const rows = await db()
    .selectFrom(waits.as("w"))
    .innerJoin("ticket as t", "t.id", "w.id")
    .innerJoin("organization as o", "o.id", "t.organization_id")
    .select(["t.id", "t.number", "t.subject", "t.provider"])
    .select(["o.name as organizationName", "w.since"])
    .orderBy("w.since")
    .orderBy("w.id")
    .limit(MAX_SHOWN)
    .execute();
  return rows.map(({ subject, provider, ...row }) => ({
    ...row,
    subject: shorten(visibleOr(subject, t("tickets.noSubject")), MAX_SUBJECT),
    providerName: providerName(provider),
  }));
}
