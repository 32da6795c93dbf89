CREATE INDEX CONCURRENTLY "ticket_timeline_unanswered" ON "ticket_timeline"("unanswered_since") WHERE "unanswered_since" IS NOT NULL;
