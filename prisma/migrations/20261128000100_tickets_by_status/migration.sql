CREATE INDEX CONCURRENTLY "ticket_organization_id_status_activity_at_id_turn_priority_idx" ON "ticket"("organization_id", "status", "activity_at" DESC, "id" DESC, "turn", "priority");
