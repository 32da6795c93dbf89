import { type Expression, expressionBuilder, sql, type SqlBool } from "kysely";

import { fromNow, isAnyOf } from "../../db/expressions";
import type { DB } from "../../db/table-types";

export const REASON_GIVEN = "ticket.reason_given";

const HOUR_MS = 60 * 60_000;

/** A reason holds for one person and ticket, or case, for so long. */
export const REASON_HOURS = 12;

type Aliases = DB & { t: DB["ticket"] };

/** The viewer, or a person of a query. */
interface Reader {
  userId: string | Expression<string>;
}

/** The ticket `t`, and those that are in a case with it. */
function coveringTickets(): Expression<string[]> {
  const inCases = expressionBuilder<Aliases, "t">()
    .selectFrom("review_case_ticket as own")
    .innerJoin("review_case_ticket as mate", "mate.case_id", "own.case_id")
    .whereRef("own.ticket_id", "=", "t.id")
    .where("own.removed_at", "is", null)
    .where("mate.removed_at", "is", null)
    .select("mate.ticket_id");
  return sql<string[]>`array_append(ARRAY(${inCases}), ${sql.ref("t.id")})`;
}

/**
 * A reason given for another ticket covers those that were in a case with it before. Of the same
 * millisecond, the order is not known.
 */
function coversTicket(): Expression<SqlBool> {
  const eb = expressionBuilder<Aliases & { why: DB["audit_entry"] }, "t" | "why">();
  const wereTogether = eb
    .selectFrom("review_case_ticket as own")
    .innerJoin("review_case_ticket as mate", "mate.case_id", "own.case_id")
    .whereRef("own.ticket_id", "=", "t.id")
    .whereRef("mate.ticket_id", "=", "why.target_id")
    .where("own.removed_at", "is", null)
    .where("mate.removed_at", "is", null)
    .whereRef("own.added_at", "<", "why.at")
    .whereRef("mate.added_at", "<", "why.at")
    .select("own.id");
  return eb.or([eb("why.target_id", "=", eb.ref("t.id")), eb.exists(wereTogether)]);
}

/** The reason that staff have given for a ticket `t`, or for one in a case with it, or null. */
export function reasonInForce({ userId }: Reader) {
  return expressionBuilder<Aliases, "t">()
    .selectFrom("audit_entry as why")
    .select("why.reason")
    .where((eb) => isAnyOf(eb.ref("why.target_id"), coveringTickets()))
    .where(coversTicket())
    .where("why.actor_id", "=", userId)
    .where("why.action", "=", REASON_GIVEN)
    .where("why.at", ">", fromNow(-REASON_HOURS * HOUR_MS))
    .orderBy("why.id", "desc")
    .limit(1);
}

/** True for a ticket `t` that staff may open: its organization asks for no reason, or has one. */
export function isReasonGiven(reader: Reader): Expression<SqlBool> {
  const eb = expressionBuilder<Aliases, "t">();
  const asks = eb.exists(
    eb
      .selectFrom("organization as asking")
      .select("asking.id")
      .whereRef("asking.id", "=", "t.organization_id")
      .where("asking.asks_reason", "=", true),
  );
  return eb.or([eb.not(asks), eb.exists(reasonInForce(reader))]);
}
