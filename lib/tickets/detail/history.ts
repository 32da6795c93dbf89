import { sql } from "../../db/sql";
import type { Json, TicketProvider } from "../../providers/contract";
import { eventSentence } from "./event-sentence";
import type { EventView, TicketHistory } from "./types";

interface EventRow {
  id: string;
  kind: string;
  field: string | null;
  before: Json;
  after: Json;
  happened_at: Date | null;
  seen_at: Date;
}

const EVENTS_PER_PAGE = 500;

/** Any other `before` parameter shows the newest page. */
const EVENT_ID = /^\d{1,18}$/;

/**
 * Returns one page of a ticket's history, newest first. The caller has found the ticket in the
 * viewer's scope.
 */
export async function loadHistory(
  ticketId: string,
  provider: TicketProvider | undefined,
  staff: boolean,
  before?: string,
): Promise<TicketHistory> {
  const from = before !== undefined && EVENT_ID.test(before) ? before : null;
  const rows = await sql<EventRow>(
    `SELECT id, kind, field, before, after, happened_at, seen_at FROM event
      WHERE ticket_id = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [ticketId, from, EVENTS_PER_PAGE + 1],
  );
  const page = rows.slice(0, EVENTS_PER_PAGE);
  const last = page.at(-1);
  const visibleFields = customerFields(provider);
  return {
    events: page
      .filter((row) => staff || !row.field?.startsWith("fields.") || visibleFields.has(row.field))
      .map((row) => eventView(row, provider)),
    olderEvents: rows.length > page.length && last ? String(last.id) : null,
    isOlderHistory: from !== null,
  };
}

function customerFields(provider: TicketProvider | undefined): ReadonlySet<string> {
  return new Set(
    provider?.details.filter((detail) => !detail.staffOnly).map((detail) => `fields.${detail.key}`),
  );
}

function eventView(row: EventRow, provider: TicketProvider | undefined): EventView {
  const { kind, field, before, after } = row;
  return {
    id: String(row.id),
    kind,
    sentence: eventSentence(row, provider),
    field,
    before,
    after,
    happenedAt: row.happened_at,
    seenAt: row.seen_at,
  };
}

/**
 * Returns when messages and files were removed at the provider, by external id, over the whole
 * history. The caller has found the ticket in the viewer's scope.
 */
export async function loadRemovedParts(ticketId: string): Promise<Map<string, Date>> {
  const rows = await sql<{ field: string; kind: string; seen_at: Date }>(
    `SELECT DISTINCT ON (field) field, kind, seen_at
      FROM event
      WHERE ticket_id = $1
        AND field IS NOT NULL
        AND kind IN (
          'message_added', 'message_removed', 'attachment_added', 'attachment_removed'
        )
      ORDER BY field, id DESC`,
    [ticketId],
  );
  return new Map(
    rows
      .filter(({ kind }) => kind.endsWith("_removed"))
      .map(({ field, seen_at }) => [field, seen_at]),
  );
}
