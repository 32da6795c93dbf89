import { isTicketInScope, type Scope, type ScopeValues, scopeValues } from "../../auth/scope";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { findProvider } from "../../providers/registry";
import { visibleOr } from "../../text/blank";
import type { DetailRow } from "./detail-rows";
import type { TicketLink } from "./types";

/**
 * Returns the ticket that this one follows up, as filed here or as the provider reports it, and
 * the follow-ups filed here, as far as the scope may see them.
 */
export async function loadFollowUps(
  t: Translate,
  scope: Scope,
  ticket: Pick<DetailRow, "id" | "provider" | "connectionId" | "fields">,
): Promise<{ continues: TicketLink | null; continuedBy: TicketLink[] }> {
  const earlierId = findProvider(ticket.provider)?.followedTicketId?.(ticket.fields) ?? null;
  const rows = await followUpRows({
    ticketId: ticket.id,
    connectionId: ticket.connectionId,
    earlierId,
    ...scopeValues(scope),
  });
  const links = (isEarlier: boolean) =>
    rows
      .filter((row) => row.isEarlier === isEarlier)
      .map(({ id, number, subject }) => ({
        id,
        number,
        subject: visibleOr(subject, t("tickets.noSubject")),
      }));
  return { continues: links(true)[0] ?? null, continuedBy: links(false) };
}

const LINK_COLUMNS = ["t.id", "t.number", "t.subject"] as const;

interface FollowUpValues extends ScopeValues {
  ticketId: string;
  connectionId: string;
  /** By the provider's own id. */
  earlierId: string | null;
}

const followUpRows = compileOnce((values: Placeholders<FollowUpValues>) => {
  const { ticketId, connectionId, earlierId, ...scope } = values;
  const filedEarlier = filedSubmissions()
    .select("s.continues_ticket_id")
    .where("s.ticket_id", "=", ticketId)
    .limit(1);
  const later = filedSubmissions()
    .innerJoin("ticket as t", "t.id", "s.ticket_id")
    .select((eb) => [...LINK_COLUMNS, eb.lit(false).as("isEarlier")])
    .where("s.continues_ticket_id", "=", ticketId)
    .where(isTicketInScope(scope));
  return db()
    .selectFrom("ticket as t")
    .select((eb) => [...LINK_COLUMNS, eb.lit<boolean>(true).as("isEarlier")])
    .where("t.connection_id", "=", connectionId)
    .where(isTicketInScope(scope))
    .where((eb) => eb.or([eb("t.external_id", "=", earlierId), eb("t.id", "=", filedEarlier)]))
    .union(later)
    .orderBy("number");
});

/** Submissions `s` that became tickets. */
function filedSubmissions() {
  return db()
    .selectFrom("submission as s")
    .where("s.kind", "=", "create")
    .where("s.state", "=", "sent");
}
