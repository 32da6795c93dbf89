-- "ticket_timeline_waiting" has its order.
DROP INDEX CONCURRENTLY "ticket_timeline_turn_since_at_idx";
