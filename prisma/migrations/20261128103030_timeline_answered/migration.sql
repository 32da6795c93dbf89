CREATE INDEX CONCURRENTLY "ticket_timeline_first_answer_at_idx" ON "ticket_timeline"("first_answer_at");
