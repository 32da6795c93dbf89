-- "ticket_status_activity_at_id_turn_priority_provider_idx" has its order.
DROP INDEX CONCURRENTLY "ticket_status_activity_at_id_turn_priority_idx";
