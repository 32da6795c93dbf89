CREATE INDEX CONCURRENTLY "ticket_timeline_done_at_idx" ON "ticket_timeline"("done_at");
