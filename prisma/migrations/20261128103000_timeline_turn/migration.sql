CREATE INDEX CONCURRENTLY "ticket_timeline_turn_since_at_idx" ON "ticket_timeline"("turn", "since_at");
