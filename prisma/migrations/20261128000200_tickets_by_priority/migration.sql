CREATE INDEX CONCURRENTLY "ticket_organization_id_priority_activity_at_id_turn_idx" ON "ticket"("organization_id", "priority", "activity_at" DESC, "id" DESC, "turn");
