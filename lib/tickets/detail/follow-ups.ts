import { sql } from "../../db/sql";
import { visibleOr } from "../../text/blank";
import { NO_SUBJECT } from "../../text/blank";
import type { TicketLink } from "./types";

interface Row {
  id: string;
  connection_id: string;
  external_id: string;
  fields: Record<string, unknown>;
}

/** The key of the provider field that names the ticket which this one goes on from. */
const FOLLOWS = "followup_tid";

/**
 * The ticket that this one goes on from, as filed from here or as the provider tells, and those that were filed from here to go on from it. The
 * caller has found the ticket in the viewer's scope; all of a connection's tickets belong to one organization.
 */
export async function followUps(
  ticket: Row,
): Promise<{ continues: TicketLink | null; continuedBy: TicketLink[] }> {
  const earlier = ticket.fields[FOLLOWS];
  const rows = await sql<TicketLink & { is_earlier: boolean }>(
    `SELECT t.id, t.number, coalesce(t.subject, '') AS subject, TRUE AS is_earlier FROM ticket t
      WHERE t.connection_id = $2 AND (t.external_id = $3 OR t.id = (SELECT s.continues_ticket_id FROM submission s WHERE s.ticket_id = $1 AND s.kind = 'create' AND s.state = 'sent' LIMIT 1))
     UNION
     SELECT t.id, t.number, coalesce(t.subject, ''), FALSE FROM ticket t JOIN submission s ON s.ticket_id = t.id AND s.kind = 'create' AND s.state = 'sent'
      WHERE s.continues_ticket_id = $1
     ORDER BY number`,
    [
      ticket.id,
      ticket.connection_id,
      typeof earlier === "string" || typeof earlier === "number" ? String(earlier) : null,
    ],
  );
  const link = ({ id, number, subject }: TicketLink): TicketLink => ({
    id,
    number,
    subject: visibleOr(subject, NO_SUBJECT),
  });
  const before = rows.find((row) => row.is_earlier);
  return {
    continues: before ? link(before) : null,
    continuedBy: rows.filter((row) => !row.is_earlier).map(link),
  };
}
