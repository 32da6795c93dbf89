CREATE INDEX CONCURRENTLY "ticket_all_unclear" ON "ticket"("activity_at" DESC, "id" DESC, "status") WHERE "turn" = 'unclear';
