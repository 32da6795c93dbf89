import {
  isTicketInScope,
  type Scope,
  scopedTickets,
  type ScopeValues,
  scopeValues,
} from "../../auth/scope";
import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { findProvider } from "../../providers/registry";
import { visibleOr } from "../../text/blank";
import type { DetailRow } from "./detail-rows";
import type { TicketLink } from "./types";

const LINK_COLUMNS = ["t.id", "t.number", "t.subject"] as const;

/**
 * Reads what was filed here, as far as the scope may see it: the ticket that this one follows up,
 * and its follow-ups.
 */
export const loadFollowUps = (scope: Scope, ticketId: string) =>
  filedFollowUps({ ticketId, ...scopeValues(scope) });

type FiledFollowUps = Awaited<ReturnType<typeof loadFollowUps>>;

const filedFollowUps = compileOnce(
  ({ ticketId, ...scope }: Placeholders<ScopeValues & { ticketId: string }>) => {
    const earlier = filedSubmissions()
      .innerJoin("ticket as t", "t.id", "s.continues_ticket_id")
      .whereRef("t.connection_id", "=", "s.connection_id")
      .select((eb) => [...LINK_COLUMNS, eb.lit<boolean>(true).as("isEarlier")])
      .where("s.ticket_id", "=", ticketId)
      .where(isTicketInScope(scope));
    const later = filedSubmissions()
      .innerJoin("ticket as t", "t.id", "s.ticket_id")
      .select((eb) => [...LINK_COLUMNS, eb.lit(false).as("isEarlier")])
      .where("s.continues_ticket_id", "=", ticketId)
      .where(isTicketInScope(scope));
    return earlier.union(later).orderBy("number");
  },
);
/** Adds the earlier ticket that the provider reports, which is of the same connection. */
export async function toFollowUps(
  t: Translate,
  scope: Scope,
  { provider, connectionId, fields }: Pick<DetailRow, "provider" | "connectionId" | "fields">,
  filed: FiledFollowUps,
): Promise<{ continues: TicketLink | null; continuedBy: TicketLink[] }> {
  const externalId = findProvider(provider)?.followedTicketId?.(fields) ?? null;
  const reported =
    externalId === null
      ? []
      : await reportedTickets({ connectionId, externalId, ...scopeValues(scope) });
  const link = ({
    id,
    number,
    subject,
  }: Omit<TicketLink, "subject"> & { subject: string | null }) => ({
    id,
    number,
    subject: visibleOr(subject, t("tickets.noSubject")),
  });
  const [earlier] = [...filed.filter(({ isEarlier }) => isEarlier), ...reported];
  return {
    continues: earlier ? link(earlier) : null,
    continuedBy: filed.filter(({ isEarlier }) => !isEarlier).map(link),
  };
}

interface ReportedTicket extends ScopeValues {
  connectionId: string;
  externalId: string;
}

const reportedTickets = compileOnce(
  ({ connectionId, externalId, ...scope }: Placeholders<ReportedTicket>) =>
    scopedTickets(scope)
      .select(LINK_COLUMNS)
      .where("t.connection_id", "=", connectionId)
      .where("t.external_id", "=", externalId),
);

/** Submissions `s` that became tickets. */
function filedSubmissions() {
  return db()
    .selectFrom("submission as s")
    .where("s.kind", "=", "create")
    .where("s.state", "=", "sent");
}
