CREATE INDEX CONCURRENTLY "ticket_status_activity_at_id_turn_priority_provider_idx" ON "ticket"("status", "activity_at" DESC, "id" DESC, "turn", "priority", "provider");
