-- "ticket_priority_activity_at_id_turn_provider_idx" has its order.
DROP INDEX CONCURRENTLY "ticket_priority_activity_at_id_turn_idx";
