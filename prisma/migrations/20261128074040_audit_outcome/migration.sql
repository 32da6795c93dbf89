CREATE INDEX CONCURRENTLY "audit_entry_outcome" ON "audit_entry"("outcome", "id" DESC);
