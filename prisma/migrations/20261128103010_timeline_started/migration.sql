CREATE INDEX CONCURRENTLY "ticket_timeline_started_at_idx" ON "ticket_timeline"("started_at");
