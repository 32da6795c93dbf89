import { compileOnce, type Placeholders } from "../../db/compile-once";
import { db } from "../../db/kysely";
import type { Translate } from "../../i18n/message";
import { findProvider } from "../../providers/registry";
import { visibleOr } from "../../text/blank";
import type { DetailRow } from "./detail-rows";
import type { TicketLink } from "./types";

const LINK_COLUMNS = ["t.id", "t.number", "t.subject"] as const;

/**
 * Reads what was filed here: the ticket that this one follows up, and its follow-ups. The caller
 * checks the viewer's scope; all of them belong to one organization.
 */
export const loadFollowUps = (ticketId: string) => filedFollowUps({ ticketId });

type FiledFollowUps = Awaited<ReturnType<typeof loadFollowUps>>;

const filedFollowUps = compileOnce(({ ticketId }: Placeholders<{ ticketId: string }>) => {
  const earlier = filedSubmissions()
    .innerJoin("ticket as t", "t.id", "s.continues_ticket_id")
    .whereRef("t.connection_id", "=", "s.connection_id")
    .select((eb) => [...LINK_COLUMNS, eb.lit<boolean>(true).as("isEarlier")])
    .where("s.ticket_id", "=", ticketId);
  const later = filedSubmissions()
    .innerJoin("ticket as t", "t.id", "s.ticket_id")
    .select((eb) => [...LINK_COLUMNS, eb.lit(false).as("isEarlier")])
    .where("s.continues_ticket_id", "=", ticketId);
  return earlier.union(later).orderBy("number");
});

/** Adds the earlier ticket that the provider reports, which is of the same connection. */
export async function toFollowUps(
  t: Translate,
  { provider, connectionId, fields }: Pick<DetailRow, "provider" | "connectionId" | "fields">,
  filed: FiledFollowUps,
): Promise<{ continues: TicketLink | null; continuedBy: TicketLink[] }> {
  const externalId = findProvider(provider)?.followedTicketId?.(fields) ?? null;
  const reported = externalId === null ? [] : await reportedTickets({ connectionId, externalId });
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

const reportedTickets = compileOnce(
  (given: Placeholders<{ connectionId: string; externalId: string }>) =>
    db()
      .selectFrom("ticket as t")
      .select(LINK_COLUMNS)
      .where("t.connection_id", "=", given.connectionId)
      .where("t.external_id", "=", given.externalId),
);

/** Submissions `s` that became tickets. */
function filedSubmissions() {
  return db()
    .selectFrom("submission as s")
    .where("s.kind", "=", "create")
    .where("s.state", "=", "sent");
}
