import { sql } from "../db/sql";

/** A provider's clock and ours may differ by this much, and a write may have waited this long in front of its door. */
const EARLIEST = "interval '5 minutes'";
const LATEST = "interval '15 minutes'";

/**
 * Looks in the mirror for what became of submissions whose answer was lost, after the provider has been read. A new ticket is found by
 * its exact subject and text within a window of time, a reply by its text, the other actions by the ticket's state. Only a single
 * match that belongs to no other submission counts; anything else stays unknown. Nothing is ever sent from here. Returns how many were found.
 */
export async function settleUnknown(connectionId: string): Promise<number> {
  const found = await Promise.all([settleCreates(connectionId), settleReplies(connectionId), settleActions(connectionId)]);
  return found.reduce((sum, count) => sum + count, 0);
}

const SENT = "UPDATE submission SET state = 'sent', settled_at = now(), error_code = NULL, error_message = NULL";

async function settleCreates(connectionId: string): Promise<number> {
  const rows = await sql(
    `WITH candidate AS (
       SELECT s.id AS submission_id, t.id AS ticket_id, t.external_id,
              count(*) OVER (PARTITION BY s.id) AS tickets, count(*) OVER (PARTITION BY t.id) AS submissions
         FROM submission s JOIN ticket t ON t.connection_id = s.connection_id
          AND t.subject = s.payload->>'subject' AND t.body = s.payload->>'message'
          AND t.opened_at BETWEEN s.sending_at - ${EARLIEST} AND s.sending_at + ${LATEST}
        WHERE s.connection_id = $1 AND s.state = 'unknown' AND s.kind = 'create'
          AND NOT EXISTS (SELECT 1 FROM submission other WHERE other.ticket_id = t.id AND other.kind = 'create')
          AND NOT EXISTS (SELECT 1 FROM submission other WHERE other.connection_id = s.connection_id AND other.kind = 'create' AND other.state = 'sending'
                             AND other.payload->>'subject' = s.payload->>'subject' AND other.payload->>'message' = s.payload->>'message'))
     ${SENT}, ticket_id = c.ticket_id, external_id = c.external_id FROM candidate c
      WHERE submission.id = c.submission_id AND submission.state = 'unknown' AND c.tickets = 1 AND c.submissions = 1 RETURNING submission.id`,
    [connectionId],
  );
  return rows.length;
}

async function settleReplies(connectionId: string): Promise<number> {
  const rows = await sql(
    `${SENT}, payload = CASE WHEN payload->>'encrypted' = 'true' THEN payload - 'message' ELSE payload END
      WHERE connection_id = $1 AND state = 'unknown' AND kind = 'reply'
        AND 1 = (SELECT count(*) FROM message m WHERE m.ticket_id = submission.ticket_id AND m.sender = 'customer' AND m.body = submission.payload->>'message'
                   AND m.sent_at BETWEEN submission.sending_at - ${EARLIEST} AND submission.sending_at + ${LATEST})
        AND 1 = (SELECT count(*) FROM submission same WHERE same.ticket_id = submission.ticket_id AND same.payload->>'message' = submission.payload->>'message' AND same.state <> 'rejected'
                   AND same.sending_at BETWEEN submission.sending_at - ${LATEST} AND submission.sending_at + ${LATEST}) RETURNING id`,
    [connectionId],
  );
  return rows.length;
}

async function settleActions(connectionId: string): Promise<number> {
  const rows = await sql(
    `${SENT} WHERE connection_id = $1 AND state = 'unknown' AND kind IN ('close', 'reopen', 'solve')
        AND EXISTS (SELECT 1 FROM ticket t JOIN connection c ON c.id = t.connection_id
                     WHERE t.id = submission.ticket_id AND greatest(t.read_at, c.last_read_at) > submission.sending_at
                       AND (t.turn = 'done') = (submission.kind IN ('close', 'solve'))) RETURNING id`,
    [connectionId],
  );
  return rows.length;
}
