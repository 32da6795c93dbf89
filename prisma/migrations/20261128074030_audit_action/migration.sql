CREATE INDEX CONCURRENTLY "audit_entry_action" ON "audit_entry"("action", "id" DESC);
