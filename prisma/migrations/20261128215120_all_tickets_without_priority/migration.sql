-- The index by priority gives no order where the priority is null.
CREATE INDEX CONCURRENTLY "ticket_all_no_priority" ON "ticket"("activity_at" DESC, "id" DESC, "provider") WHERE "priority" IS NULL;
