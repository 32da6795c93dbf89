import { sql } from "@/tests/helpers/sql";

export interface TicketRow {
  id: string;
  external_id: string;
  subject: string;
  status: string;
  turn: string;
  read_at: Date;
}

export interface EventRow {
  kind: string;
  field: string | null;
  before: unknown;
  after: unknown;
}

export const ticketRows = () => sql<TicketRow>("SELECT * FROM ticket ORDER BY external_id");

export const eventRows = () =>
  sql<EventRow>("SELECT kind, field, before, after FROM event ORDER BY id");
