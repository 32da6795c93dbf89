CREATE INDEX CONCURRENTLY "ticket_all_removed" ON "ticket"("activity_at" DESC, "id" DESC) WHERE "gone_at" IS NOT NULL;
