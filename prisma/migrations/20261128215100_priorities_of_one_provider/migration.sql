CREATE INDEX CONCURRENTLY "ticket_priority_activity_at_id_turn_provider_idx" ON "ticket"("priority", "activity_at" DESC, "id" DESC, "turn", "provider");
