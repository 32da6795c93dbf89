import { type Expression, expressionBuilder, sql } from "kysely";

import { isTicketInScope, scopedTickets, type ScopeValues } from "../../../auth/scope";
import type { Placeholders } from "../../../db/compile-once";
import { isAnyOf, plus } from "../../../db/expressions";
import { db } from "../../../db/kysely";
import type { DB } from "../../../db/table-types";

export interface MomentValues {
  /** ISO: the list as it was known then; now without it. */
  at?: string;
}

/** Columns that past tickets `t` have beside those of a ticket. */
type PastColumns = Pick<
  DB["ticket_version"],
  | "sort_at"
  | "has_file"
  | "services"
  | "began_at"
  | "turn_since"
  | "started_at"
  | "unanswered_since"
  | "done_at"
  | "first_asked_at"
  | "first_answer_at"
  | "known_from"
>;

type PastTickets = { t: DB["ticket"] & PastColumns };

/** Builds expressions with columns of past tickets `t`. */
export const pastTicket = expressionBuilder<DB & PastTickets, "t">();

/** Limit of `TicketVersion.sortAt`. */
const MAX_AHEAD_MS = 24 * 3_600_000;

const timeOf = (iso: Expression<string>) => sql<Date>`${iso}::timestamptz`;

/**
 * The tickets `t` of the scope, at a moment if there is one. Then they are what the portal knew at
 * that moment: a change that the provider made earlier, but that was read later, is not in it.
 * Today's rules decide who may see a ticket, not those of that time.
 */
export function ticketsAt({ at, ...scope }: Placeholders<ScopeValues & MomentValues>) {
  if (!at) return scopedTickets(scope);
  const past = db().selectFrom(versionsAt(timeOf(at)).as("t"));
  return (past as unknown as ReturnType<typeof scopedTickets>).where(isTicketInScope(scope));
}

/** Named like the columns of a ticket, so that the list's conditions fit both. */
function versionsAt(at: Expression<Date>) {
  return db()
    .selectFrom("ticket_version as v")
    .innerJoin("ticket as n", "n.id", "v.ticket_id")
    .select(["v.ticket_id as id", "v.organization_id", "n.connection_id", "n.provider"])
    .select(["n.external_id", "n.number", "n.first_seen_at"])
    .select(["v.subject", "v.status", "v.turn", "v.priority", "v.category_id"])
    .select(["v.category_label", "v.requester_name", "v.message_count", "v.opened_at"])
    .select(["v.activity_at", "v.gone_at", "v.has_file", "v.services", "v.sort_at"])
    .select(["v.began_at", "v.turn_since", "v.started_at", "v.unanswered_since"])
    .select(["v.done_at", "v.first_asked_at", "v.first_answer_at", "v.known_from"])
    .select(sql`jsonb_build_object('assignee_id', v.assignee)`.as("fields"))
    .where("v.known_from", "<=", at)
    .where((eb) => eb.or([eb("v.known_until", "is", null), eb("v.known_until", ">", at)]))
    .where("v.sort_at", "<=", plus(at, MAX_AHEAD_MS));
}

interface ListedService {
  one: unknown;
  place: number;
}

/** The services of past ticket `t` as a table `s`, in their order. */
export const servicesThen = () =>
  sql<ListedService>`jsonb_array_elements(${pastTicket.ref("t.services")}) WITH ORDINALITY`.as<"s">(
    sql`s(one, place)`,
  );

/** A text of a service in table `s`. */
export const serviceText = (name: "id" | "kind" | "name") =>
  sql<string | null>`(s.one ->> ${sql.lit(name)})`;

export function hadService(ids: Expression<readonly string[]>) {
  const found = db().selectFrom(servicesThen()).select("s.place");
  return pastTicket.exists(found.where(isAnyOf(serviceText("id"), ids)));
}
