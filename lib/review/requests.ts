import { sql } from "../db/sql";
import type { ProviderRequestView } from "./types";

const MAX_SUBMISSIONS = 10;
/** Sweeps run every minute and would hide people's actions. */
const MAX_RUNS = 5;

const LABELS: Readonly<Record<string, string>> = {
  create: "Ticket filed",
  reply: "Reply sent",
  close: "Ticket closed",
  reopen: "Ticket reopened",
  solve: "Marked as solved",
  collaborators: "Collaborators changed",
  opened: "Ticket read",
  person: "Account read on request",
  cron: "Account read on schedule",
  filing: "Account read after filing",
  connect: "Account read after connecting",
};

interface RequestRow {
  id: string;
  what: string;
  outcome: string;
  at: Date;
  request_id: string | null;
  message: string | null;
}

/** With the ids that the provider's support asks for. */
export async function loadProviderRequests(
  ticketId: string,
  connectionId: string,
): Promise<ProviderRequestView[]> {
  const rows = await sql<RequestRow>(
    `SELECT *
      FROM (
        (
          SELECT id, kind::text AS what, state::text AS outcome,
            coalesce(sending_at, created_at) AS at, request_id, error_message AS message
          FROM submission
          WHERE ticket_id = $1
          ORDER BY created_at DESC
          LIMIT ${MAX_SUBMISSIONS}
        )
        UNION ALL (
          SELECT id, trigger::text, outcome::text, started_at, request_id, error_message
          FROM sync_run
          WHERE connection_id = $2
          ORDER BY started_at DESC
          LIMIT ${MAX_RUNS}
        )
      ) request
      ORDER BY at DESC`,
    [ticketId, connectionId],
  );
  return rows.map((row) => ({
    id: row.id,
    what: LABELS[row.what] ?? row.what,
    outcome: row.outcome,
    at: row.at,
    requestId: row.request_id,
    message: row.message,
  }));
}
