import { sql } from "../../db/sql";
import type { Json } from "../../providers/contract";
import { findProvider } from "../../providers/registry";
import { NO_SUBJECT, visibleOr } from "../../text/blank";
import type { TicketLink } from "./types";

interface FollowUpRow {
  id: string;
  provider: string;
  connection_id: string;
  external_id: string;
  fields: Record<string, Json>;
}

/**
 * Returns the ticket that this one follows up, as filed here or as the provider reports it, and
 * the follow-ups filed here. The caller has found the ticket in the viewer's scope; all tickets of
 * a connection belong to one organization.
 */
export async function loadFollowUps(
  ticket: FollowUpRow,
): Promise<{ continues: TicketLink | null; continuedBy: TicketLink[] }> {
  const earlierId = findProvider(ticket.provider)?.followedTicketId?.(ticket.fields) ?? null;
  const rows = await sql<TicketLink & { is_earlier: boolean }>(
    `SELECT t.id, t.number, coalesce(t.subject, '') AS subject, TRUE AS is_earlier
       FROM ticket t
      WHERE t.connection_id = $2
        AND (t.external_id = $3
             OR t.id = (SELECT s.continues_ticket_id FROM submission s
                         WHERE s.ticket_id = $1 AND s.kind = 'create' AND s.state = 'sent'
                         LIMIT 1))
     UNION
     SELECT t.id, t.number, coalesce(t.subject, ''), FALSE
       FROM ticket t
       JOIN submission s ON s.ticket_id = t.id AND s.kind = 'create' AND s.state = 'sent'
      WHERE s.continues_ticket_id = $1
     ORDER BY number`,
    [ticket.id, ticket.connection_id, earlierId],
  );
  const earlier = rows.find((row) => row.is_earlier);
  return {
    continues: earlier ? toLink(earlier) : null,
    continuedBy: rows.filter((row) => !row.is_earlier).map(toLink),
  };
}

function toLink({ id, number, subject }: TicketLink): TicketLink {
  return { id, number, subject: visibleOr(subject, NO_SUBJECT) };
}
