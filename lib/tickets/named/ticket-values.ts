import { type Expression, type RawBuilder, sql } from "kysely";

import { isAnyOf } from "../../db/expressions";
import { db } from "../../db/kysely";

/** Columns of tickets `t` without a table of their values. An index begins with each. */
const VALUE_OF = {
  category: sql<string | null>`coalesce(t.category_label, t.category_id)`,
  assignee: sql<string | null>`(t.fields ->> 'assignee_id')`,
} as const;

export type TicketValue = keyof typeof VALUE_OF;

export const ticketValue = (name: TicketValue): RawBuilder<string | null> => VALUE_OF[name];

/** Others cannot be found by a part of their name. */
const MAX_VALUES = 500;

/** The values of all tickets, each by one lookup in the index. */
export async function valuesOfTickets(name: TicketValue): Promise<string[]> {
  const value = ticketValue(name);
  const next = (after: Expression<string | null> = sql.lit("")) =>
    db()
      .selectFrom("ticket as t")
      .select(value.as("value"))
      .where(value, ">", after)
      .where(value, "is not", null)
      .orderBy(value)
      .limit(1);
  const rows = await db()
    .withRecursive("v(value)", (query) =>
      query.selectNoFrom(next().as("value")).unionAll(
        query
          .selectFrom("v")
          .where("v.value", "is not", null)
          .select(({ ref }) => next(ref("v.value")).as("value")),
      ),
    )
    .selectFrom("v")
    .select("v.value")
    .limit(MAX_VALUES)
    .execute();
  return rows.flatMap(({ value: one }) => (one === null ? [] : [one]));
}

/** Those of these values that a ticket has. */
export async function usedValues(name: TicketValue, values: readonly string[]): Promise<string[]> {
  const rows = await db()
    .selectFrom(sql<{ value: string }>`unnest(${values}::text[])`.as<"g">(sql`g(value)`))
    .select("g.value")
    .where(({ exists, selectFrom, ref }) =>
      exists(
        selectFrom("ticket as t").select("t.id").where(ticketValue(name), "=", ref("g.value")),
      ),
    )
    .execute();
  return rows.map(({ value }) => value);
}

const LATEST_TICKETS = 3;

/** Names of people at providers by their ids there, as the latest tickets' messages have them. */
export async function assigneeNames(ids: readonly string[]): Promise<Map<string, string>> {
  const latest = db()
    .selectFrom("ticket as t")
    .select("t.id")
    .where(ticketValue("assignee"), "=", sql.ref<string>("g.id"))
    .where(ticketValue("assignee"), "is not", null)
    .orderBy("t.activity_at", "desc")
    .limit(LATEST_TICKETS);
  const rows = await db()
    .selectFrom(sql<{ id: string }>`unnest(${ids}::text[])`.as<"g">(sql`g(id)`))
    .select((eb) => [
      "g.id",
      eb
        .selectFrom("message as m")
        .select("m.sender_name")
        .where("m.ticket_id", "in", latest)
        .whereRef("m.sender_id", "=", "g.id")
        .where("m.sender_name", "is not", null)
        .limit(1)
        .as("name"),
    ])
    .where(isAnyOf(sql.ref<string>("g.id"), ids))
    .execute();
  return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
}
